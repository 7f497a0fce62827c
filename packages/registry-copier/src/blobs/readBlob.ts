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

import { backoffMs, pause } from '../client/retry';
import type { RegistryClient } from '../client/RegistryClient';
import { RegistryError } from '../model/RegistryError';
import { BlobHash } from './BlobHash';

/** A blob as manifests describe it. */
export interface BlobDescriptor {
  digest: string;
  /** In bytes. */
  size: number;
}

/** One repository of one registry. */
export interface BlobPlace {
  client: RegistryClient;
  repository: string;
}

/** A connection that brought less than so many bytes before it broke counts against the tries. */
const HEADWAY = 1024 * 1024;

/**
 * Reads a blob, going on by range where a connection broke, and verifies length and digest over all of it. The last
 * piece is given out only once everything is verified, so that a reader who got it all has the right bytes.
 *
 * @throws RegistryError `CORRUPT` when length or digest differ; what the registry answers otherwise
 */
export async function* readBlob(options: {
  place: BlobPlace;
  blob: BlobDescriptor;
  /** Gives out only what comes from here on; default all. */
  from?: number;
  /** Of an earlier reading that went at least as far; what it has not kept is read again. */
  hash?: BlobHash;
  signal?: AbortSignal;
  onResume?: (error: RegistryError, offset: number) => void;
}): AsyncGenerator<Buffer, void, undefined> {
  const { place, blob, from = 0, signal, onResume } = options;
  const { policy } = place.client;
  const what = `${place.client.host}/${place.repository}@${blob.digest}`;
  const { hash = new BlobHash(blob.digest) } = options;
  let offset = hash.rewind(from);
  let held: Buffer | undefined;
  let broken = 0;
  let ranges = true;

  const corrupt = (message: string) =>
    new RegistryError({
      code: 'CORRUPT',
      message: `${what}: ${message}`,
      retryable: true,
    });

  while (offset < blob.size || !held) {
    const before = offset;
    try {
      const { start, length, chunks } = await place.client.blobs.open({
        ...place,
        digest: blob.digest,
        offset: ranges ? offset : 0,
        signal,
      });
      try {
        if (start > offset) {
          ranges = false;
          throw new RegistryError({
            code: 'NETWORK',
            message: `${what}: the registry answers with another range than asked for`,
            retryable: true,
          });
        }
        if (length !== undefined && start + length !== blob.size) {
          throw corrupt(
            `the registry has ${start + length} bytes, the manifest says ${
              blob.size
            }`,
          );
        }
        let skip = offset - start;
        for await (const received of chunks) {
          const chunk = received.subarray(skip);
          skip = Math.max(0, skip - received.length);
          if (!chunk.length) {
            continue;
          }
          await place.client.rateLimit?.take(chunk.length, signal);
          if (offset + chunk.length > blob.size) {
            throw corrupt(
              `longer than the ${blob.size} bytes that the manifest says`,
            );
          }
          hash.update(chunk);
          const fresh = chunk.subarray(Math.max(0, from - offset));
          offset += chunk.length;
          if (!fresh.length) {
            continue;
          }
          if (held) {
            yield held;
          }
          held = fresh;
        }
      } finally {
        await chunks.return?.();
      }
      if (offset < blob.size) {
        throw length === undefined
          ? corrupt(`ends after ${offset} of ${blob.size} bytes`)
          : new RegistryError({
              code: 'NETWORK',
              message: `${what}: broke off after ${offset} of ${blob.size} bytes`,
              retryable: true,
            });
      }
      held ??= Buffer.alloc(0);
    } catch (error) {
      broken = offset - before >= HEADWAY ? 1 : broken + 1;
      // Rate limits and corrupt content are the business of the whole transfer.
      const resumable =
        error instanceof RegistryError &&
        error.retryable &&
        error.code === 'NETWORK';
      if (!resumable || signal?.aborted) {
        throw error;
      }
      if (broken >= policy.attempts) {
        error.exhausted = true;
        throw error;
      }
      onResume?.(error, offset);
      await pause(
        Math.max(
          error.retryAfterMs ?? 0,
          backoffMs(policy, broken + 1, Math.random()),
        ),
        signal,
      );
    }
  }
  const digest = hash.digest();
  if (digest !== blob.digest) {
    throw corrupt(`the content is ${digest}`);
  }
  if (held?.length) {
    yield held;
  }
}
