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

interface DigestOptions {
  algorithm: string;
  /** As it was last seen. */
  size: number;
  /** What of it; all of it, however long it may have become, by default. */
  parts?: Part[];
  signal: AbortSignal;
}

/** Without a turn of the event loop, which costs more than reading a little. */
function digestSmall(
  file: Buffer | string,
  { algorithm, size, parts }: DigestOptions,
): { digest: string; bytes: number } | undefined {
  const wanted = parts ?? [{ start: 0, length: CHUNK }];
  const most = parts?.reduce((sum, { length }) => sum + length, 0) ?? size;
  if (most > CHUNK || (!parts && most === CHUNK)) {
    return undefined;
  }
  const hash = createHash(algorithm);
  const descriptor = openSync(file, FLAGS);
  let bytes = 0;
  try {
    for (const { start, length } of wanted) {
      const read = readSync(descriptor, shared, 0, length, start);
      hash.update(shared.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(descriptor);
  }
  // it has grown meanwhile
  return !parts && bytes === CHUNK
    ? undefined
    : { digest: hash.digest('hex'), bytes };
}

/**
 * Digest of a file's content.
 *
 * @throws what the file system throws
 */
export async function digestContent(
  file: Buffer | string,
  options: DigestOptions,
): Promise<{ digest: string; bytes: number }> {
  const small = digestSmall(file, options);
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
