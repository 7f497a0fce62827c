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
import { PathFilter, type PathFilters } from '../filter/PathFilter';

/** As many are kept: a volume has more files than a pod has memory. */
const KEPT = 1_000;

/** A regular file of one name, which lies on the volume as a latin1 string of bytes. */
export interface LargeFile {
  path: string;
  /** What it occupies, in bytes. */
  bytes: number;
}

/** The files of a volume of which a second copy needs most room. A file with several names is none of them. */
export class LargestFiles {
  private readonly filter: PathFilter;
  private files: LargeFile[] = [];
  /** What is no larger cannot be one of them. */
  private least = -1;

  constructor(options: { filters: PathFilters }) {
    this.filter = new PathFilter(options.filters);
  }

  /** @param path - of a regular file, below the volume's root */
  add(path: string, { blocks, nlink }: Stats): void {
    const bytes = blocks * 512;
    if (nlink > 1 || bytes <= this.least) {
      return;
    }
    this.files.push({ path, bytes });
    if (this.files.length >= 2 * KEPT) {
      this.files = this.sorted().slice(0, KEPT);
      this.least = this.files[KEPT - 1].bytes;
    }
  }

  /** Those that occupy more than this, largest first, but for what is not moved. */
  above(bytes: number): LargeFile[] {
    return this.sorted()
      .slice(0, KEPT)
      .filter(
        file =>
          file.bytes > bytes && !this.filter.excludesWithFolders(file.path),
      );
  }

  private sorted(): LargeFile[] {
    return this.files.sort((a, b) => b.bytes - a.bytes);
  }
}
