/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import type { MoverErrorCode, MoverErrorInfo } from '../types';

/** What a {@link MoverError} is made of. */
export interface MoverErrorOptions {
  code: MoverErrorCode;
  /** What failed, with its cause. */
  message: string;
  /** What the reader can do about it. */
  hint?: string;
  retryable?: boolean;
  /** Of rsync, where rsync decided. */
  exitCode?: number;
}

/** An error for the person who must act. It becomes the mover's result. */
export class MoverError extends Error {
  readonly code: MoverErrorCode;
  readonly hint?: string;
  readonly retryable: boolean;
  readonly exitCode: number;

  constructor(options: MoverErrorOptions) {
    super(options.message);
    this.name = 'MoverError';
    this.code = options.code;
    this.hint = options.hint;
    this.retryable = options.retryable ?? false;
    this.exitCode = options.exitCode ?? 1;
  }

  /** The error as the result line carries it. */
  toInfo(): MoverErrorInfo {
    return {
      code: this.code,
      message: this.message,
      hint: this.hint,
      retryable: this.retryable,
    };
  }
}
