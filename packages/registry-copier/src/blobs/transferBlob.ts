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
import { RegistryError } from '../model/RegistryError';
import type { StreamedBody } from '../http/writeBody';
import { readBlob } from './readBlob';
import type { BlobDescriptor, BlobPlace } from './readBlob';

/** Blobs up to this size are read whole before they are sent: a registry that asks for a new token can have them again. */
const SMALL = 256 * 1024;

/**
 * Moves one blob, once: source → memory → target, never more than a few pieces at a time. Nothing is committed unless
 * length and digest are right; what was begun is taken back when it fails.
 *
 * @throws RegistryError of whichever side failed first
 */
export async function transferBlob(options: {
  source: BlobPlace;
  target: BlobPlace;
  blob: BlobDescriptor;
  /** Begun already, by a mount that was refused. */
  upload?: Upload;
  signal?: AbortSignal;
  /** More bytes went to the target. */
  onBytes: (bytes: number) => void;
  onResume?: (error: RegistryError, offset: number) => void;
}): Promise<void> {
  const { source, target, blob, onBytes, onResume } = options;
  const abort = new AbortController();
  const cancel = () => abort.abort();
  options.signal?.addEventListener('abort', cancel, { once: true });
  if (options.signal?.aborted) {
    cancel();
  }
  const { signal } = abort;
  let upload = options.upload;
  let sourceError: unknown;

  const pieces = readBlob({ place: source, blob, signal, onResume });
  // The download begins before the upload has been answered: that saves a round trip.
  const first = pieces.next();
  first.catch(error => {
    sourceError ??= signal.aborted ? undefined : error;
  });

  const chunks = async function* chunks() {
    try {
      for (let piece = await first; !piece.done; piece = await pieces.next()) {
        yield piece.value;
        onBytes(piece.value.length);
      }
    } catch (error) {
      sourceError ??= signal.aborted ? undefined : error;
      throw error;
    }
  };

  try {
    upload ??= await target.client.blobs.start({
      repository: target.repository,
      signal,
    });
    let body: Uint8Array | StreamedBody = {
      length: blob.size,
      chunks: chunks(),
    };
    if (blob.size <= SMALL) {
      const parts: Uint8Array[] = [];
      for await (const part of body.chunks) {
        parts.push(part);
      }
      body = Buffer.concat(parts);
    }
    await target.client.blobs.finish(upload, {
      digest: blob.digest,
      body,
      signal,
    });
  } catch (error) {
    cancel();
    await pieces.return();
    if (upload) {
      await target.client.blobs.cancel(upload);
    }
    // A source that breaks takes the upload with it; the cause is what counts.
    throw sourceError ?? error;
  } finally {
    options.signal?.removeEventListener('abort', cancel);
  }
}
