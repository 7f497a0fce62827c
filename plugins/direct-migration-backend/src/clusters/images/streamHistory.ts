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

import type { PlanImage } from '@direct-migration/backstage-plugin-direct-migration-common';
import { MigrationError } from '../../errors/MigrationError';
import { resources } from '../../kubernetes/resources';
import type { ClusterConnection } from '../types';
import { parseImageReference } from './parseImageReference';
import { readStream } from './readStream';
import { RegistryHosts } from './RegistryHosts';
import { tagFilter } from './tagPatterns';

/**
 * Everything that the chosen tags of an ImageStream meant and mean, as far as it lies in the cluster's own registry: of
 * each tag the oldest first, so that who pushes in this order ends with what the tag means now.
 *
 * @param image - `repository` is the stream's, `namespace/name`
 * @throws `IMAGE_HISTORY_UNKNOWN` when there is no such ImageStream
 * @internal
 */
export async function streamHistory(
  connection: ClusterConnection,
  image: PlanImage,
  options: { signal?: AbortSignal } = {},
): Promise<{ tag: string; digest: string }[]> {
  const [namespace, name, ...rest] = image.repository.split('/');
  const stream =
    name && !rest.length && (await hasStreams(connection, options))
      ? await connection.client.get(
          resources.imageStreams,
          { namespace, name },
          options,
        )
      : undefined;
  if (!stream) {
    throw new MigrationError({
      code: 'IMAGE_HISTORY_UNKNOWN',
      kind: 'InputError',
      message: `Cluster ${connection.name} has no ImageStream ${image.repository}, so the history of its tags is not known`,
      hint: 'Leave history out, or give the older images as digests.',
    });
  }
  const hosts = new RegistryHosts(await connection.registry());
  for (const text of [
    stream.status?.dockerImageRepository,
    stream.status?.publicDockerImageRepository,
  ]) {
    const parsed = parseImageReference(text ?? '');
    hosts.add('host' in parsed ? parsed.host : undefined);
  }
  const isChosen = image.tags?.length
    ? (tag: string) => image.tags!.includes(tag)
    : tagFilter(image);
  return readStream(stream, {
    hosts,
    streams: [],
    matches: isChosen,
    history: true,
  }).references.flatMap(({ tag, digest, location }) =>
    location === 'internal' && tag && digest ? [{ tag, digest }] : [],
  );
}

async function hasStreams(
  connection: ClusterConnection,
  options: { signal?: AbortSignal },
): Promise<boolean> {
  return connection.client.hasApi('image.openshift.io', 'v1', options);
}
