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

import type { Stats } from 'node:fs';
import { lstatSync } from 'node:fs';
import { lstat } from 'node:fs/promises';

/** As many are asked for at a time where each has to be waited for. */
const PARALLEL = 64;
/** So many entries say how fast a file system is. */
const ENOUGH = 1000;
/** Of one entry: more than a turn of the event loop and a thread of Node take. */
const SLOW_MS = 0.2;

/**
 * Looks at entries: one after the other where the kernel knows them, as that is several times less work, and many at a time
 * where the file system itself has to be asked, over a network perhaps.
 */
export class StatReader {
  private readonly slowMs: number;
  private looked = 0;
  private ms = 0;

  /** @param options - `slowMs`: from how many milliseconds an entry takes on, many are looked at at a time */
  constructor(options: { slowMs?: number } = {}) {
    this.slowMs = options.slowMs ?? SLOW_MS;
  }

  /** What each of them is; `undefined` for one that cannot be looked at. */
  async read(files: Array<Buffer | string>): Promise<Array<Stats | undefined>> {
    if (this.isSlow) {
      return this.readParallel(files);
    }
    const startedAt = performance.now();
    const found = files.map(file => {
      try {
        return lstatSync(file, { throwIfNoEntry: false });
      } catch {
        return undefined;
      }
    });
    this.looked += files.length;
    this.ms += performance.now() - startedAt;
    return found;
  }

  private get isSlow(): boolean {
    return this.looked >= ENOUGH && this.ms > this.looked * this.slowMs;
  }

  private async readParallel(
    files: Array<Buffer | string>,
  ): Promise<Array<Stats | undefined>> {
    const found: Array<Stats | undefined> = [];
    for (let start = 0; start < files.length; start += PARALLEL) {
      const some = files.slice(start, start + PARALLEL);
      found.push(
        ...(await Promise.all(
          some.map(file => lstat(file).catch(() => undefined)),
        )),
      );
    }
    return found;
  }
}
