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

import type {
  ImageReference,
  ImageRepository,
  ListImagesOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { MigrationError } from '../../errors/MigrationError';
import { resources } from '../../kubernetes/resources';
import { requireNamespace } from '../requireNamespace';
import type { ClusterConnection } from '../types';
import { findDrift } from './findDrift';
import { listWorkloads } from './listWorkloads';
import { parseImageReference } from './parseImageReference';
import { readStream } from './readStream';
import { RegistryHosts } from './RegistryHosts';
import { runningDigests } from './runningDigests';
import { tagFilter } from './tagPatterns';
import { workloadReferences } from './workloadReferences';

interface Entry {
  repository: string;
  kind: 'imageStream' | 'repository';
  references: ImageReference[];
}

/**
 * Every image of a namespace: of its ImageStreams and of its workloads. Nothing is hidden: what lies elsewhere or cannot
 * be resolved is listed with the reason.
 *
 * @throws MigrationError with the option at fault
 * @internal
 */
export async function listImages(
  connection: ClusterConnection,
  namespace: string,
  options: ListImagesOptions = {},
): Promise<ImageRepository[]> {
  const { client } = connection;
  const { labelSelector } = options;
  const matches = tagFilter(options);
  const [registry, { workloads, pods }, streams] = await asSelected(
    labelSelector,
    Promise.all([
      connection.registry(),
      listWorkloads(client, { namespace, labelSelector }),
      client.list(resources.imageStreams, { namespace, labelSelector }),
    ]),
  );
  if (!workloads.length && !streams.length) {
    await requireNamespace(connection, namespace);
  }
  const hosts = new RegistryHosts(registry);
  for (const { status } of streams) {
    for (const text of [
      status?.dockerImageRepository,
      status?.publicDockerImageRepository,
    ]) {
      const parsed = parseImageReference(text ?? '');
      hosts.add('host' in parsed ? parsed.host : undefined);
    }
  }
  const entries = new Map<string, Entry>();
  for (const stream of streams) {
    const content = readStream(stream, {
      hosts,
      streams,
      matches,
      history: options.history ?? false,
    });
    entries.set(keyOf('internal', content.repository), {
      ...content,
      kind: 'imageStream',
    });
  }
  const used = workloadReferences(workloads, { hosts, streams }).filter(
    ({ reference }) => isChosen(reference, options, matches),
  );
  for (const { repository, reference } of used) {
    const key = keyOf(reference.location, repository);
    const entry: Entry = entries.get(key) ?? {
      repository,
      kind: 'repository',
      references: [],
    };
    entries.set(key, entry);
    const current =
      reference.tag &&
      entry.references.find(r => r.current && r.tag === reference.tag);
    if (current && current.digest && reference.location === 'internal') {
      reference.digest = current.digest;
    }
    entry.references.push(reference);
  }
  await findDrift({
    registry,
    running: runningDigests(pods),
    candidates: used.filter(
      ({ reference }) => reference.location === 'internal' && reference.tag,
    ),
  });
  return [...entries.values()]
    .map(entry => describe(entry, registry !== undefined))
    .sort((a, b) => a.repository.localeCompare(b.repository));
}

/** Repositories of the cluster's own registry are not mixed up with those of the same path elsewhere. */
function keyOf(location: string, repository: string): string {
  return `${location} ${repository}`;
}

function isChosen(
  { tag }: ImageReference,
  { includeTags }: ListImagesOptions,
  matches: (tag: string) => boolean,
): boolean {
  return tag === undefined ? !includeTags?.length : matches(tag);
}

function describe(
  { repository, kind, references }: Entry,
  hasRegistry: boolean,
): ImageRepository {
  const internal = references.filter(r => r.location === 'internal');
  const reason = reasonOf(references, internal, hasRegistry);
  const tags = internal.flatMap(r => (r.current ?? true) && (r.tag ?? []));
  return {
    repository,
    kind,
    tags: [...new Set(tags.filter(tag => tag !== false))].sort(),
    references,
    usedBy: [...new Set(references.flatMap(r => r.usedBy ?? []))].sort(),
    supported: !reason,
    ...(reason && { reason }),
  };
}

function reasonOf(
  references: ImageReference[],
  internal: ImageReference[],
  hasRegistry: boolean,
): string | undefined {
  if (!references.length) {
    return 'It has no tags, or none that was asked for';
  }
  if (!internal.length) {
    const reasons = new Set(references.map(r => r.reason));
    return reasons.size === 1
      ? references[0].reason
      : 'None of its tags lies in the registry of the cluster';
  }
  return hasRegistry ? undefined : 'No registry is configured for this cluster';
}

/** The cluster itself says what is wrong with a selector. */
async function asSelected<T>(
  labelSelector: string | undefined,
  reading: Promise<T>,
): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (
      labelSelector !== undefined &&
      error instanceof MigrationError &&
      error.code === 'CLUSTER_REJECTED'
    ) {
      throw new MigrationError({
        code: 'INVALID_INPUT',
        kind: 'InputError',
        field: 'labelSelector',
        message: `'${labelSelector}' is not a label selector: ${error.message}`,
        hint: 'For example app=web,tier!=test or environment in (prod,stage).',
        cause: error,
      });
    }
    throw error;
  }
}
