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

import { CustomErrorBase } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';

/** Names of Backstage errors; the framework maps each to an HTTP status. */
export type MigrationErrorKind =
  | 'InputError'
  | 'NotFoundError'
  | 'ConflictError'
  | 'NotAllowedError'
  | 'NotImplementedError'
  | 'ServiceUnavailableError'
  | 'InternalError';

/** What a {@link MigrationError} is made of. */
export interface MigrationErrorOptions {
  /** Stable, SCREAMING_SNAKE; listed in `docs/troubleshooting.md`. */
  code: string;
  /** What failed, with its cause. */
  message: string;
  /** What the reader can do about it. */
  hint?: string;
  /** The input field at fault, `volumes[0].name`. */
  field?: string;
  /** Decides the HTTP status. */
  kind?: MigrationErrorKind;
  /** Whether the same may succeed later without anybody changing anything. */
  retryable?: boolean;
  /** The cluster that failed, as messages name it; other failures of the same cluster may follow from this one. */
  cluster?: string;
  cause?: unknown;
}

/** An error for the person who must act. Its `code`, `hint` and `field` reach REST clients unchanged. */
export class MigrationError extends CustomErrorBase {
  readonly code: string;
  readonly hint?: string;
  readonly field?: string;
  readonly retryable: boolean;
  readonly cluster?: string;

  constructor(options: MigrationErrorOptions) {
    super(options.message, options.cause as Error | undefined);
    this.name = options.kind ?? 'InternalError';
    this.code = options.code;
    this.hint = options.hint;
    this.field = options.field;
    this.retryable = options.retryable ?? false;
    this.cluster = options.cluster;
  }

  /** What REST clients get: never the cause, which may hold a whole response of a cluster. */
  toJSON(): JsonObject {
    return {
      name: this.name,
      message: this.message,
      code: this.code,
      ...(this.hint && { hint: this.hint }),
      ...(this.field && { field: this.field }),
    };
  }
}
