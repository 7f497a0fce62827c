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
import type { Platform, RawPlatform } from '../model/Platform';
import { RegistryError } from '../model/RegistryError';

/** An entry of an index, as it stands there. */
interface RawEntry {
  digest: string;
  platform?: RawPlatform;
  annotations?: Record<string, unknown>;
}

/** Where BuildKit says which image an attestation is of. */
const ATTESTED = 'vnd.docker.reference.digest';

/** What is left of an index, and which of the platforms it has not. */
export interface ChosenEntries {
  /** Digests of the entries to keep. */
  kept: Set<string>;
  missing: string[];
  /** Why the index is of no use: it has images, but of other platforms only. */
  none?: RegistryError;
}

function nameOf({ os, architecture, variant }: RawPlatform): string {
  return [os, architecture, variant].filter(Boolean).join('/');
}

function noneOf(
  images: RawEntry[],
  platforms: Platform[],
  what: string,
): RegistryError {
  const has = images.map(({ platform }) => nameOf(platform!));
  const wanted = platforms.map(({ text }) => text);
  return new RegistryError({
    code: 'NOT_FOUND',
    message: `${what}: none of its images is for ${wanted.join(
      ' or ',
    )}; it has ${has.join(', ')}`,
    hint: 'Choose platforms that the image has, or leave the choice out to copy all.',
  });
}

/**
 * Chooses the entries of an index that are for some platforms. Entries without a platform are of all; attestations stay
 * with their image.
 *
 * @param bytes - of an index that was parsed before
 */
export function choosePlatforms(
  bytes: Buffer,
  platforms: Platform[],
  what: string,
): ChosenEntries {
  const entries: RawEntry[] = JSON.parse(bytes.toString('utf8')).manifests;
  const attested = ({ annotations }: RawEntry) => annotations?.[ATTESTED];
  const images = entries.filter(
    entry => entry.platform && attested(entry) === undefined,
  );
  const isChosen = ({ platform }: RawEntry) =>
    platforms.some(wanted => wanted.matches(platform!));
  const dropped = new Set(
    images.filter(entry => !isChosen(entry)).map(({ digest }) => digest),
  );
  const useless =
    images.length > 0 && images.every(({ digest }) => dropped.has(digest));
  return {
    kept: new Set(
      entries
        .filter(
          entry =>
            !dropped.has(entry.digest) && !dropped.has(String(attested(entry))),
        )
        .map(({ digest }) => digest),
    ),
    missing: platforms
      .filter(
        wanted => !images.some(({ platform }) => wanted.matches(platform!)),
      )
      .filter(() => images.length)
      .map(({ text }) => text),
    ...(useless ? { none: noneOf(images, platforms, what) } : {}),
  };
}

/**
 * An index with some of its entries, which is another index with another digest. All else stays as it was.
 *
 * @param replaced - by digest, what an entry's digest and size are now, where that changed too
 */
export function narrowIndex(
  index: { bytes: Buffer; digest: string },
  kept: Set<string>,
  replaced: Map<string, { digest: string; size: number }>,
): { bytes: Buffer; digest: string } {
  const json = JSON.parse(index.bytes.toString('utf8'));
  const manifests = (json.manifests as RawEntry[])
    .filter(({ digest }) => kept.has(digest))
    .map(entry => ({ ...entry, ...replaced.get(entry.digest) }));
  const bytes = Buffer.from(JSON.stringify({ ...json, manifests }));
  const algorithm = index.digest.slice(0, index.digest.indexOf(':'));
  const digest = createHash(algorithm).update(bytes).digest('hex');
  return { bytes, digest: `${algorithm}:${digest}` };
}
