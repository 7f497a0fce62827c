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

import type { RegistryError } from '../model/RegistryError';
import type { BlobHash } from './BlobHash';
import { readBlob } from './readBlob';
import type { BlobDescriptor, BlobPlace } from './readBlob';

/**
 * A blob that is being read, from the moment on when this is made, and that can be stopped at any time.
 *
 * @internal
 */
export class BlobReading implements AsyncIterable<Buffer> {
  readonly #abort = new AbortController();
  readonly #pieces: AsyncGenerator<Buffer, void, undefined>;
  readonly #first: Promise<IteratorResult<Buffer, void>>;
  #given: number;
  #failure: unknown;

  constructor(options: {
    place: BlobPlace;
    blob: BlobDescriptor;
    from: number;
    hash: BlobHash;
    signal: AbortSignal;
    onResume?: (error: RegistryError, offset: number) => void;
  }) {
    const { signal } = options;
    this.#given = options.from;
    const abort = () => this.#abort.abort();
    signal.addEventListener('abort', abort, {
      once: true,
      signal: this.#abort.signal,
    });
    if (signal.aborted) {
      abort();
    }
    this.#pieces = readBlob({ ...options, signal: this.#abort.signal });
    this.#first = this.#pieces.next();
    this.#first.catch(error => this.#failed(error));
  }

  /** Up to which byte of the blob pieces were given out. */
  get given(): number {
    return this.#given;
  }

  /** Why it could not be read, unless it was stopped. */
  get failure(): unknown {
    return this.#failure;
  }

  /** The pieces, once. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    try {
      for (
        let piece = await this.#first;
        !piece.done;
        piece = await this.#pieces.next()
      ) {
        this.#given += piece.value.length;
        yield piece.value;
      }
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  }

  /** Breaks the connection; the rest is not wanted. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#pieces.return().catch(() => {});
  }

  #failed(error: unknown): void {
    if (!this.#abort.signal.aborted) {
      this.#failure ??= error;
    }
  }
}
