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
import { toFile } from '../verify/walkSorted';

const PLACES = 32;
const LENGTH = 64 * 1024;
/** Compression pays when it saves at least a fifth. */
const WORTH = 0.8;

/** Some places of a volume, the larger a file the likelier, to find out whether its data can be compressed. */
export class CompressionSample {
  private readonly places: Array<{ path: string; size: number; key: number }> =
    [];
  private readonly root: string;
  private readonly random: () => number;
  /** The lowest key, once there are enough. */
  private least = -Infinity;

  constructor(dataDir: string, random: () => number = Math.random) {
    this.root = Buffer.from(dataDir.replace(/\/$/, '')).toString('latin1');
    this.random = random;
  }

  /**
   * To be called for each regular file.
   * @param path - below the volume's root, a latin1 string of bytes
   */
  add(path: string, size: number): void {
    if (size === 0) {
      return;
    }
    // Efraimidis and Spirakis: the highest keys are a sample weighted by size
    const key = Math.log(1 - this.random()) / size;
    if (key <= this.least) {
      return;
    }
    if (this.places.length === PLACES) {
      this.places.pop();
    }
    this.places.push({ path, size, key });
    this.places.sort((a, b) => b.key - a.key);
    if (this.places.length === PLACES) {
      this.least = this.places[PLACES - 1].key;
    }
  }

  /** Size of what was read after compression, as a share of what it was before; `undefined` when nothing could be read. */
  ratio(): number | undefined {
    let before = 0;
    let after = 0;
    const buffer = Buffer.allocUnsafe(LENGTH);
    for (const { path, size } of this.places) {
      try {
        const descriptor = openSync(
          toFile(this.root, path),
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
