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

import { RegistryError } from '../model/RegistryError';

/**
 * Puts a body together, within limits of size and time.
 *
 * @throws RegistryError `UNSUPPORTED` when it is longer than `limit` bytes
 */
export async function collectBytes(
  chunks: AsyncIterableIterator<Buffer>,
  options: {
    limit: number;
    /** The request, for messages. */
    what: string;
    /** In milliseconds; then `abort` is called, which makes `chunks` throw. */
    deadlineMs: number;
    abort: (error: RegistryError) => void;
  },
): Promise<Buffer> {
  const { limit, what, deadlineMs, abort } = options;
  const timer = setTimeout(
    () =>
      abort(
        new RegistryError({
          code: 'NETWORK',
          message: `${what}: not complete after ${deadlineMs / 1000} s`,
          retryable: true,
        }),
      ),
    deadlineMs,
  );
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of chunks) {
      length += chunk.length;
      if (length > limit) {
        throw new RegistryError({
          code: 'UNSUPPORTED',
          message: `${what}: the answer is longer than ${limit} bytes`,
        });
      }
      parts.push(chunk);
    }
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(parts);
}
