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
import type { RegistryError } from '../model/RegistryError';
import { BlobUpload } from './BlobUpload';
import type { BlobDescriptor, BlobPlace } from './readBlob';

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
  /** More bytes went to the target, or were lost again (negative). */
  onBytes: (bytes: number) => void;
  onResume?: (error: RegistryError, offset: number) => void;
}): Promise<void> {
  const abort = new AbortController();
  const cancel = () => abort.abort();
  options.signal?.addEventListener('abort', cancel, { once: true });
  if (options.signal?.aborted) {
    cancel();
  }
  const upload = new BlobUpload({ ...options, signal: abort.signal });
  try {
    await upload.run();
  } catch (error) {
    cancel();
    await upload.takeBack();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', cancel);
  }
}
