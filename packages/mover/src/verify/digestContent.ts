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

import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Part } from './ContentSample';

const CHUNK = 2 ** 20;
// O_NOFOLLOW: it was a regular file a moment ago
const FLAGS = constants.O_RDONLY + constants.O_NOFOLLOW + constants.O_NONBLOCK;
const shared = Buffer.allocUnsafe(CHUNK);

/** Without a turn of the event loop, which costs more than reading a small file. */
function digestSmall(
  file: Buffer,
  algorithm: string,
): { digest: string; bytes: number } | undefined {
  const descriptor = openSync(file, FLAGS);
  try {
    const bytes = readSync(descriptor, shared, 0, CHUNK, 0);
    // it has grown meanwhile
    return bytes === CHUNK
      ? undefined
      : {
          digest: createHash(algorithm)
            .update(shared.subarray(0, bytes))
            .digest('hex'),
          bytes,
        };
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Digest of a file's content.
 *
 * @param options - `size` as it was last seen; `parts`: what of it; all of it, however long it may have become, by default
 * @throws what the file system throws
 */
export async function digestContent(
  file: Buffer,
  options: {
    algorithm: string;
    size: number;
    parts?: Part[];
    signal: AbortSignal;
  },
): Promise<{ digest: string; bytes: number }> {
  const small =
    options.size < CHUNK ? digestSmall(file, options.algorithm) : undefined;
  if (small) {
    return small;
  }
  const hash = createHash(options.algorithm);
  const parts = options.parts ?? [{ start: 0, length: Infinity }];
  const handle = await open(file, FLAGS);
  let bytes = 0;
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (const { start, length } of parts) {
      for (let done = 0; done < length; ) {
        options.signal.throwIfAborted();
        const { bytesRead } = await handle.read(
          buffer,
          0,
          Math.min(CHUNK, length - done),
          start + done,
        );
        if (bytesRead === 0) {
          break;
        }
        hash.update(buffer.subarray(0, bytesRead));
        done += bytesRead;
        bytes += bytesRead;
      }
    }
  } finally {
    await handle.close();
  }
  return { digest: hash.digest('hex'), bytes };
}
