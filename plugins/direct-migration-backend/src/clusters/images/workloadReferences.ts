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

import type { ImageReference } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ImageStream } from '../../kubernetes/clientNode';
import type { Workload } from './listWorkloads';
import { parseImageReference } from './parseImageReference';
import { externalReason } from './readStream';
import type { RegistryHosts } from './RegistryHosts';

/** An image that workloads use, and the repository it belongs to. @internal */
export interface WorkloadReference {
  /** With its host where it lies in another registry; the text itself where it is no reference. */
  repository: string;
  reference: ImageReference;
}

/**
 * The images of workloads: of containers, init containers and ephemeral containers. Each once, with those that use it.
 *
 * @internal
 */
export function workloadReferences(
  workloads: Workload[],
  options: { hosts: RegistryHosts; streams: ImageStream[] },
): WorkloadReference[] {
  const users = new Map<string, Set<string>>();
  for (const { name, spec } of workloads) {
    for (const { image } of [
      ...(spec.initContainers ?? []),
      ...(spec.containers ?? []),
      ...(spec.ephemeralContainers ?? []),
    ]) {
      const text = (image ?? '').trim();
      users.set(text, (users.get(text) ?? new Set()).add(name));
    }
  }
  return [...users].map(([text, names]) => {
    const { repository, ...reference } = locate(text, options);
    return {
      repository,
      reference: { reference: text, ...reference, usedBy: [...names].sort() },
    };
  });
}

function locate(
  text: string,
  { hosts, streams }: { hosts: RegistryHosts; streams: ImageStream[] },
): { repository: string } & Pick<
  ImageReference,
  'location' | 'reason' | 'tag' | 'digest'
> {
  if (!text) {
    // As a DeploymentConfig has it before its first roll-out.
    return {
      repository: '',
      location: 'unresolved',
      reason: 'The container names no image',
    };
  }
  const parsed = parseImageReference(text);
  if ('problem' in parsed) {
    return { repository: text, location: 'unresolved', reason: parsed.problem };
  }
  const { host, repository, digest } = parsed;
  // Nodes pull what the digest says; a tag beside it means nothing to them.
  const meaning = digest ? { digest } : { tag: parsed.tag ?? 'latest' };
  if (hosts.has(host)) {
    return { repository, location: 'internal', ...meaning };
  }
  const stream =
    host === undefined &&
    streams.find(
      s => s.metadata!.name === repository && s.spec?.lookupPolicy?.local,
    );
  if (stream) {
    return {
      repository: `${stream.metadata!.namespace}/${repository}`,
      location: 'internal',
      reason: `It names the ImageStream ${repository}, which pods may do here`,
      ...meaning,
    };
  }
  return {
    repository: host ? `${host}/${repository}` : repository,
    location: 'external',
    reason: externalReason(host),
    ...meaning,
  };
}
