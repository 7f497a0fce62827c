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

/** How the waits between tries grow. */
export interface BackoffOptions {
  baseMs: number;
  maxMs: number;
  /** A number from 0 to 1, exclusive, as `Math.random` gives it. */
  random: () => number;
}

/**
 * Exponential back-off with jitter: between half of and the full `base · 2^(failures - 1)`, so that items which failed
 * together do not come back together.
 *
 * @param failures - in a row, from 1
 * @returns milliseconds
 */
export function backoff(failures: number, options: BackoffOptions): number {
  const exponent = Math.min(Math.max(failures, 1) - 1, 30);
  const full = Math.min(options.maxMs, options.baseMs * 2 ** exponent);
  return Math.round(full * (0.5 + options.random() / 2));
}
