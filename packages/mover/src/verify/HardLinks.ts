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
import type { BigIntStats } from 'node:fs';

/** Finds out which names are the same file, remembering only those of which more may come. */
export class HardLinks {
  private readonly open = new Map<string, { digest: string; left: number }>();

  /** Digest of the first path of the same file; `-` for that path itself, and for all that has one name. */
  name(path: string, stats: BigIntStats): string {
    if (stats.nlink < 2n || stats.isDirectory()) {
      return '-';
    }
    const inode = `${stats.dev}:${stats.ino}`;
    const known = this.open.get(inode);
    if (!known) {
      const digest = createHash('sha256')
        .update(path, 'latin1')
        .digest('hex')
        .slice(0, 16);
      this.open.set(inode, { digest, left: Number(stats.nlink) - 1 });
      return '-';
    }
    known.left -= 1;
    if (known.left === 0) {
      this.open.delete(inode);
    }
    return known.digest;
  }
}
