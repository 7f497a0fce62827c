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
  await new Promise<void>((resolve, reject) => {
    const end = (error?: unknown) => {
      stream.off('drain', end);
      stream.off('error', end);
      stream.off('close', closed);
      signal.removeEventListener('abort', aborted);
      if (error === undefined) {
        resolve();
      } else {
        reject(error);
      }
    };
    const closed = () => end(new Error('the connection was closed'));
    const aborted = () => end(signal.reason);
    stream.on('drain', end);
    stream.on('error', end);
    stream.on('close', closed);
    signal.addEventListener('abort', aborted);
  });
}
