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

import { closeSync, constants, openSync, readSync } from 'node:fs';
import { constants as zlib, zstdCompressSync } from 'node:zlib';

const PLACES = 32;
const LENGTH = 64 * 1024;
/** Compression pays when it saves at least a fifth. */
const WORTH = 0.8;

/** Some places of a volume, the larger a file the likelier, to find out whether its data can be compressed. */
export class CompressionSample {
  private readonly places: Array<{ file: Buffer; size: number; key: number }> =
    [];
  private readonly random: () => number;

  constructor(random: () => number = Math.random) {
    this.random = random;
  }

  /** To be called for each regular file. */
  add(file: Buffer, size: number): void {
    if (size === 0) {
      return;
    }
    // Efraimidis and Spirakis: the highest keys are a sample weighted by size
    const key = Math.log(1 - this.random()) / size;
    if (this.places.length < PLACES) {
      this.places.push({ file, size, key });
    } else {
      const lowest = this.places.reduce((a, b) => (b.key < a.key ? b : a));
      if (key > lowest.key) {
        this.places.splice(this.places.indexOf(lowest), 1, { file, size, key });
      }
    }
  }

  /** Size of what was read after compression, as a share of what it was before; `undefined` when nothing could be read. */
  ratio(): number | undefined {
    let before = 0;
    let after = 0;
    const buffer = Buffer.allocUnsafe(LENGTH);
    for (const { file, size } of this.places) {
      try {
        const descriptor = openSync(
          file,
          constants.O_RDONLY + constants.O_NOFOLLOW + constants.O_NONBLOCK,
        );
        try {
          const start = Math.floor(this.random() * Math.max(1, size - LENGTH));
          const length = readSync(descriptor, buffer, 0, LENGTH, start);
          const data = buffer.subarray(0, length);
          // holes are not sent at all
          if (data.some(byte => byte !== 0)) {
            before += length;
            after += zstdCompressSync(data, {
              params: { [zlib.ZSTD_c_compressionLevel]: 1 },
            }).length;
          }
        } finally {
          closeSync(descriptor);
        }
      } catch {
        // rsync will name it
      }
    }
    return before > 0 ? after / before : undefined;
  }

  /** Whether compression is worth its work. */
  worthwhile(): boolean {
    const ratio = this.ratio();
    return ratio !== undefined && ratio <= WORTH;
  }
}
