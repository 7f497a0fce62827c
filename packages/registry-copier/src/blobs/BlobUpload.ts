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

import type { Upload } from '../client/BlobApi';
import { backoffMs, pause } from '../client/retry';
import type { StreamedBody } from '../http/writeBody';
import { RegistryError } from '../model/RegistryError';
import { BlobHash } from './BlobHash';
import { BlobReading } from './BlobReading';
import type { BlobDescriptor, BlobPlace } from './readBlob';

/** Blobs up to this size are read whole before they are sent: a registry that asks for a new token can have them again. */
const SMALL = 256 * 1024;

/** A try that brought less than so many bytes counts against the tries. */
const HEADWAY = 1024 * 1024;

/** Answers of a registry that takes blobs only in the other of the two ways. */
const REFUSALS = [400, 404, 405, 411, 415, 501];

/** What an upload works with. */
export interface BlobUploadOptions {
  source: BlobPlace;
  target: BlobPlace;
  blob: BlobDescriptor;
  /** Begun already, by a mount that was refused. */
  upload?: Upload;
  signal: AbortSignal;
  /** More bytes went to the target, or were lost again (negative). */
  onBytes: (bytes: number) => void;
  onResume?: (error: RegistryError, offset: number) => void;
}

/**
 * One blob on its way. It is sent in the request that commits it, or in pieces where the registry refuses that; when it
 * breaks, it goes on where the registry says it is.
 *
 * @internal
 */
export class BlobUpload {
  readonly #options: BlobUploadOptions;
  readonly #hash: BlobHash;
  #upload?: Upload;
  #reading: BlobReading;
  /** What the registry has for sure. */
  #offset = 0;
  #counted = 0;
  #broken = 0;

  constructor(options: BlobUploadOptions) {
    this.#options = options;
    this.#upload = options.upload;
    this.#hash = new BlobHash(options.blob.digest);
    // The download begins before the upload has been answered: that saves a round trip.
    this.#reading = this.#read();
  }

  /** @throws RegistryError of whichever side failed first */
  async run(): Promise<void> {
    const { target, signal } = this.#options;
    const { blobs } = target.client;
    try {
      this.#upload ??= await blobs.start({ ...target, signal });
      for (let sent = false; !sent; ) {
        sent = await this.#send();
      }
    } catch (error) {
      // A source that breaks takes the upload with it; the cause is what counts.
      throw this.#reading.failure ?? error;
    } finally {
      await this.#reading.stop();
    }
  }

  /** Takes back what was begun, as well as that can be done. */
  async takeBack(): Promise<void> {
    if (this.#upload) {
      await this.#options.target.client.blobs.cancel(this.#upload);
    }
  }

  /** @returns whether it is all there; it is worth another try if not */
  async #send(): Promise<boolean> {
    const { target, blob, signal } = this.#options;
    const { blobs } = target.client;
    const { digest } = blob;
    const upload = this.#upload!;
    const offset = this.#offset;
    const whole = !offset && !blobs.wholeRefused;
    const complete = offset > 0 && offset === blob.size;
    try {
      if (whole) {
        const body = await this.#body();
        await blobs.commit(upload, { digest, body, signal });
        return true;
      }
      if (!complete) {
        const body = await this.#body();
        this.#upload = await blobs.send(upload, { body, offset, signal });
      }
    } catch (error) {
      await this.#recover(error, whole);
      return false;
    }
    await blobs.commit(this.#upload!, { digest, signal });
    return true;
  }

  async #body(): Promise<Uint8Array | StreamedBody> {
    const { blob } = this.#options;
    const chunks = this.#chunks();
    if (blob.size > SMALL) {
      return { length: blob.size - this.#offset, chunks };
    }
    const parts: Uint8Array[] = [];
    for await (const part of chunks) {
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  async *#chunks(): AsyncGenerator<Buffer, void, undefined> {
    const { onBytes } = this.#options;
    for await (const chunk of this.#reading) {
      yield chunk;
      this.#counted += chunk.length;
      onBytes(chunk.length);
    }
  }

  /** Gets ready for another try, or throws. */
  async #recover(error: unknown, whole: boolean): Promise<void> {
    const { signal, target } = this.#options;
    if (
      !(error instanceof RegistryError) ||
      this.#reading.failure ||
      signal.aborted
    ) {
      throw error;
    }
    const { blobs } = target.client;
    if (
      error.code !== 'CORRUPT' &&
      !error.retryable &&
      REFUSALS.includes(error.status ?? 0) &&
      !(whole ? blobs.piecesRefused : blobs.wholeRefused)
    ) {
      await blobs.cancel(this.#upload!);
      this.#upload = undefined;
      this.#upload = await blobs.start({ ...target, signal });
      await this.#goTo(0);
      blobs[whole ? 'wholeRefused' : 'piecesRefused'] = true;
      return;
    }
    this.#broken += 1;
    if (!error.retryable || this.#broken >= target.client.policy.attempts) {
      throw error;
    }
    if (error.code === 'AUTH_FAILED') {
      // The token had run out: the registry took nothing of the body, and there is a new token now.
      await this.#goTo(this.#offset);
      return;
    }
    await this.#resume(error);
  }

  /** Finds out how far the registry is, or throws the error again when it cannot go on there. */
  async #resume(error: RegistryError): Promise<void> {
    const { target, signal, onResume } = this.#options;
    const { policy, blobs } = target.client;
    if (error.code !== 'NETWORK' || blobs.piecesRefused) {
      throw error;
    }
    const ms = backoffMs(policy, this.#broken + 1, Math.random());
    await pause(Math.max(error.retryAfterMs ?? 0, ms), signal);
    const there = await blobs
      .progressOf(this.#upload!, signal)
      .catch(() => undefined);
    // More than was sent is a lie, and less than it had is none to build on.
    if (
      !there ||
      there.offset > this.#reading.given ||
      there.offset < this.#offset
    ) {
      throw error;
    }
    this.#broken = there.offset - this.#offset >= HEADWAY ? 0 : this.#broken;
    this.#upload = there.upload;
    await this.#goTo(there.offset);
    onResume?.(error, there.offset);
  }

  async #goTo(offset: number): Promise<void> {
    await this.#reading.stop();
    this.#options.onBytes(offset - this.#counted);
    this.#offset = offset;
    this.#counted = offset;
    this.#reading = this.#read();
  }

  #read(): BlobReading {
    const { source, blob, signal, onResume } = this.#options;
    return new BlobReading({
      place: source,
      blob,
      from: this.#offset,
      hash: this.#hash,
      signal,
      onResume,
    });
  }
}
