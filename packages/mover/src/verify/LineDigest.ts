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

const PIECE = 64 * 1024;

/** Digest of many short lines, which are put together: each call of the hash costs more than a line. */
export class LineDigest {
  private readonly hash = createHash('sha256');
  private waiting = '';

  /** @param line - ASCII, without its newline */
  add(line: string): void {
    this.waiting += `${line}\n`;
    if (this.waiting.length >= PIECE) {
      this.flush();
    }
  }

  digest(): string {
    this.flush();
    return this.hash.digest('hex');
  }

  private flush(): void {
    this.hash.update(this.waiting, 'latin1');
    this.waiting = '';
  }
}
