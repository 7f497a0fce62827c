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

import { once } from 'node:events';
import type { Writable } from 'node:stream';

/**
 * Writes, and waits while the stream holds as much as it wants to. Rejects when the stream fails or closes, or the signal is
 * aborted.
 * @param written - called when the memory may be used again
 */
export async function writeAll(
  stream: Writable,
  data: Buffer,
  signal: AbortSignal,
  written: () => void = () => {},
): Promise<void> {
  signal.throwIfAborted();
  if (stream.destroyed) {
    throw new Error('the connection is closed');
  }
  if (stream.write(data, error => error ?? written())) {
    return;
  }
  const over = new AbortController();
  try {
    await Promise.race([
      once(stream, 'drain', { signal: AbortSignal.any([signal, over.signal]) }),
      once(stream, 'close', { signal: over.signal }).then(() => {
        throw new Error('the connection was closed');
      }),
    ]);
  } finally {
    over.abort();
  }
}
