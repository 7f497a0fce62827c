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
import type { Hash } from 'node:crypto';

/** So often the state is kept, in bytes: what has to be read again at most when going back. */
const MARK_EVERY = 16 * 1024 * 1024;

/**
 * The digest of a blob that is read from its start to its end, and that can go back to where it was.
 *
 * @internal
 */
export class BlobHash {
  readonly #algorithm: string;
  #hash: Hash;
  #offset = 0;
  readonly #marks: { offset: number; hash: Hash }[];

  /** @param digest - what it should come to */
  constructor(digest: string) {
    this.#algorithm = digest.slice(0, digest.indexOf(':'));
    this.#hash = createHash(this.#algorithm);
    this.#marks = [{ offset: 0, hash: this.#hash.copy() }];
  }

  /** How many bytes are in it. */
  get offset(): number {
    return this.#offset;
  }

  /** The next bytes of the blob. */
  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#offset += bytes.length;
    if (this.#offset - this.#marks.at(-1)!.offset >= MARK_EVERY) {
      this.#marks.push({ offset: this.#offset, hash: this.#hash.copy() });
    }
  }

  /**
   * Goes back, so that reading can go on at `offset` or somewhat earlier.
   *
   * @returns from where on bytes are wanted
   */
  rewind(offset: number): number {
    if (offset < this.#offset) {
      while (this.#marks.at(-1)!.offset > offset) {
        this.#marks.pop();
      }
      const mark = this.#marks.at(-1)!;
      this.#hash = mark.hash.copy();
      this.#offset = mark.offset;
    }
    return this.#offset;
  }

  /** `algorithm:hex` of all bytes; can be asked more than once. */
  digest(): string {
    return `${this.#algorithm}:${this.#hash.copy().digest('hex')}`;
  }
}
