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

import {
  RegistryError,
  type RegistryClient,
} from '@direct-migration/registry-copier';
import { MigrationError } from '../../errors/MigrationError';
import { streamHistory } from '../../clusters/images/streamHistory';
import { tagFilter } from '../../clusters/images/tagPatterns';
import { mapConcurrently } from '../../clusters/mapConcurrently';
import type { ClusterConnection } from '../../clusters/types';
import type { CheckedImage } from './CheckedImage';
import type { SizeEstimate } from './SizeEstimate';

const AT_ONCE = 4;
const LISTED = 20;

/**
 * Reads everything that is to be copied of an image: whether it is there, may be pulled, and how large it is.
 *
 * @internal
 */
export async function checkSourceImage(options: {
  image: CheckedImage;
  source: ClusterConnection;
  registry: RegistryClient;
  size: SizeEstimate;
}): Promise<void> {
  const { image, source, registry, size } = options;
  const { spec, field } = image;
  try {
    const missing = new Set<Wanted>();
    const all = await choose(options);
    await mapConcurrently(all, AT_ONCE, async wanted => {
      try {
        const digest = await size.add(
          registry,
          spec.repository,
          wanted.reference,
        );
        if (wanted.isTag) {
          image.tags.set(wanted.reference, digest);
        } else {
          image.digests.add(digest);
        }
      } catch (error) {
        if (!(error instanceof RegistryError) || error.code !== 'NOT_FOUND') {
          throw error;
        }
        missing.add(wanted);
      }
    });
    if (missing.size) {
      // Says NOT_FOUND where there is no such repository at all.
      const tags = await registry.listTags(spec.repository);
      all
        .filter(wanted => missing.has(wanted))
        .forEach(wanted => reportMissing(image, wanted, tags));
    }
    if (spec.history) {
      await checkHistory(image, source);
    }
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'NOT_FOUND') {
      image.add({
        id: 'image.notFound',
        level: 'block',
        field: `${field}.repository`,
        message: `The registry of ${source.name} has no repository ${spec.repository}`,
        fix: error.hint ?? 'Check the name.',
      });
      return;
    }
    image.refuse(error, {
      connection: source,
      field: `${field}.repository`,
      ids: { denied: 'image.pullDenied', other: 'image.unreadable' },
      message: `${spec.repository} on ${source.name} cannot be read`,
    });
  }
}

interface Wanted {
  /** Tag or digest. */
  reference: string;
  isTag: boolean;
  field?: string;
}

/** What of the repository is copied. Says so when it is nothing. */
async function choose(options: {
  image: CheckedImage;
  registry: RegistryClient;
}): Promise<Wanted[]> {
  const { image, registry } = options;
  const { spec, field } = image;
  const digests = (spec.digests ?? []).map((reference, i) => ({
    reference,
    isTag: false,
    field: `${field}.digests[${i}]`,
  }));
  const patterns = (['includeTags', 'excludeTags'] as const).filter(
    name => spec[name]?.length,
  );
  if (spec.tags?.length || (digests.length && !patterns.length)) {
    const tags = spec.tags ?? [];
    return [
      ...tags.map((reference, i) => ({
        reference,
        isTag: true,
        field: `${field}.tags[${i}]`,
      })),
      ...digests,
    ];
  }
  const all = await registry.listTags(spec.repository);
  const chosen = all.filter(tagFilter(spec));
  if (!chosen.length && all.length && patterns.length) {
    image.add({
      id: 'image.noTagMatches',
      level: 'block',
      field: `${field}.${patterns[0]}`,
      message: `None of the ${all.length} tags of ${
        spec.repository
      } fits ${patterns.join(' and ')}`,
      fix: `It has ${listOf(all)}.`,
    });
  } else if (!chosen.length && !digests.length) {
    image.add({
      id: 'image.noTags',
      level: 'block',
      field: `${field}.repository`,
      message: `Repository ${spec.repository} has no tags`,
      fix: 'Give the digests of the images that are to be copied, or take it out of the plan.',
    });
  }
  return [...chosen.map(reference => ({ reference, isTag: true })), ...digests];
}

function reportMissing(
  image: CheckedImage,
  { reference, isTag, field }: Wanted,
  tags: string[],
): void {
  const { repository } = image.spec;
  image.add({
    id: isTag ? 'image.tagNotFound' : 'image.digestNotFound',
    level: 'block',
    subject: `${repository}${isTag ? ':' : '@'}${reference}`,
    field: field ?? `${image.field}.repository`,
    message: `Repository ${repository} has no ${
      isTag ? 'tag' : 'image'
    } ${reference}`,
    fix: isTag
      ? `Choose of: ${listOf(tags) || 'it has no tags'}.`
      : 'Choose one that it has; the list of images of the namespace shows their digests.',
  });
}

async function checkHistory(
  image: CheckedImage,
  source: ClusterConnection,
): Promise<void> {
  try {
    for (const { digest } of await streamHistory(source, image.spec)) {
      image.digests.add(digest);
    }
  } catch (error) {
    if (!(error instanceof MigrationError)) {
      throw error;
    }
    image.add({
      id: 'image.historyUnknown',
      level: 'block',
      field: `${image.field}.history`,
      message: error.message,
      fix: error.hint,
    });
  }
}

/** The first tags, and how many more there are. @internal */
export function listOf(tags: string[]): string {
  const more = tags.length - LISTED;
  return `${tags.slice(0, LISTED).join(', ')}${
    more > 0 ? ` and ${more} more` : ''
  }`;
}
