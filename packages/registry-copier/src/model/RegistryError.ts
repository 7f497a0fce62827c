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

/**
 * What went wrong, as a stable word for programs.
 *
 * - `AUTH_FAILED`: the registry refuses the credentials or what they may do
 * - `NOT_FOUND`: repository, tag, manifest or blob is not there
 * - `QUOTA`: the target has no room left
 * - `TLS`: the certificate of the registry is not trusted
 * - `NETWORK`: unreachable, broken or silent connection, or the registry answers 5xx
 * - `RATE_LIMITED`: 429, still after waiting
 * - `CORRUPT`: content that does not match its digest or size
 * - `UNSUPPORTED`: something this copier or the registry cannot do
 * - `INVALID_REFERENCE`: the input itself is wrong; `field` names where
 * - `TAG_EXISTS`: the target has another image under the tag, and `existing` is `refuse`
 * - `CANCELED`: stopped by the caller's signal
 *
 * @public
 */
export type RegistryErrorCode =
  | 'AUTH_FAILED'
  | 'NOT_FOUND'
  | 'QUOTA'
  | 'TLS'
  | 'NETWORK'
  | 'RATE_LIMITED'
  | 'CORRUPT'
  | 'UNSUPPORTED'
  | 'INVALID_REFERENCE'
  | 'TAG_EXISTS'
  | 'CANCELED';

/**
 * What a {@link RegistryError} is made of.
 *
 * @public
 */
export interface RegistryErrorOptions {
  code: RegistryErrorCode;
  /** What failed, with its cause. Never holds credentials, tokens or the query of an address. */
  message: string;
  /** What the reader can do about it. */
  hint?: string;
  /** The input at fault, `copies[0].source`. */
  field?: string;
  /** Whether the same may succeed later without anybody changing anything; default `false`. */
  retryable?: boolean;
  /** The HTTP status, if there was an answer. */
  status?: number;
  /** How long the registry asked to wait, in milliseconds. */
  retryAfterMs?: number;
  cause?: unknown;
}

/**
 * The shape of an error in events and reports.
 *
 * @public
 */
export interface CopyError {
  code: RegistryErrorCode;
  message: string;
  hint: string;
  retryable: boolean;
}

const DEFAULT_HINTS: Record<RegistryErrorCode, string> = {
  AUTH_FAILED:
    'Check the user name and password and what they may do in this repository.',
  NOT_FOUND: 'Check the name of the repository and of the tag.',
  QUOTA:
    'Free space in the target registry or raise its quota, then run the copy again; what was copied is kept.',
  TLS: "Give the registry's CA certificate (PEM) in `ca`, and use a name that its certificate holds.",
  NETWORK:
    'Check that the registry runs and can be reached from here, then run the copy again; what was copied is kept.',
  RATE_LIMITED:
    'Wait, lower the concurrency, or use an account with a higher limit.',
  CORRUPT:
    'The content in the source registry is damaged; push the image to it again.',
  UNSUPPORTED: 'Convert the image, or use a registry that supports it.',
  INVALID_REFERENCE: 'Correct the input; nothing was copied.',
  TAG_EXISTS: 'Use another target, or allow tags to be overwritten.',
  CANCELED: 'Run the copy again; what was copied is kept.',
};

/**
 * Every error of this package, for the person who must act.
 *
 * @public
 */
export class RegistryError extends Error {
  readonly code: RegistryErrorCode;
  readonly hint?: string;
  readonly field?: string;
  readonly retryable: boolean;
  readonly status?: number;
  /** How long the registry asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /**
   * All tries were used up below; trying again further up would only multiply them.
   *
   * @internal
   */
  exhausted = false;

  constructor(options: RegistryErrorOptions) {
    super(options.message, { cause: options.cause });
    this.name = 'RegistryError';
    this.code = options.code;
    this.hint = options.hint ?? DEFAULT_HINTS[options.code];
    this.field = options.field;
    this.retryable = options.retryable ?? false;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** The error as plain data, without stack and cause. */
  toCopyError(): CopyError {
    return {
      code: this.code,
      message: this.message,
      hint: this.hint ?? DEFAULT_HINTS[this.code],
      retryable: this.retryable,
    };
  }
}
