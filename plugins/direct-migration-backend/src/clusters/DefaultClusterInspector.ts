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
  ImageRepository,
  Namespace,
  Volume,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { unsupportedReason, usersOf } from '../engines/volume/checkSourceClaim';
import { MigrationError } from '../errors/MigrationError';
import type { PodSpec } from '../kubernetes/clientNode';
import { resources } from '../kubernetes/resources';
import { parseImageReference } from './imageReference';
import type { ClusterConnection, ClusterInspector } from './types';

/** Lists what lies in a cluster, with the reason where something cannot be migrated. @internal */
export class DefaultClusterInspector implements ClusterInspector {
  async namespaces(connection: ClusterConnection): Promise<Namespace[]> {
    const namespaces = await connection.client.list(resources.namespaces, {});
    return namespaces
      .map(n => ({ name: n.metadata!.name!, phase: n.status?.phase }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  async volumes(
    connection: ClusterConnection,
    namespace: string,
  ): Promise<Volume[]> {
    const { client } = connection;
    const [claims, pods] = await Promise.all([
      client.list(resources.persistentVolumeClaims, { namespace }),
      client.list(resources.pods, { namespace }),
    ]);
    if (!claims.length) {
      await requireNamespace(connection, namespace);
    }
    return claims
      .map(claim => {
        const name = claim.metadata!.name!;
        const users = usersOf(pods, name);
        const reason = unsupportedReason(claim);
        return {
          namespace,
          name,
          phase: claim.status?.phase ?? 'Pending',
          accessModes: claim.spec?.accessModes ?? [],
          volumeMode: claim.spec?.volumeMode ?? 'Filesystem',
          storageClass: claim.spec?.storageClassName,
          capacity:
            claim.status?.capacity?.storage ??
            claim.spec?.resources?.requests?.storage,
          usedBy: users.map(pod => pod.metadata!.name!),
          supported: !reason,
          ...(reason && { reason: reason.message }),
        };
      })
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  async images(
    connection: ClusterConnection,
    namespace: string,
  ): Promise<ImageRepository[]> {
    const found = new Map<
      string,
      { tags: Set<string>; usedBy: Set<string>; reason?: string }
    >();
    const entry = (repository: string) => {
      const known = found.get(repository) ?? {
        tags: new Set(),
        usedBy: new Set(),
      };
      found.set(repository, known);
      return known;
    };
    const workloads = await workloadsOf(connection, namespace);
    const registry = await connection.registry();
    const hosts = new Set(registry?.hosts);
    for (const { name, spec } of workloads) {
      for (const container of [
        ...(spec.initContainers ?? []),
        ...spec.containers,
      ]) {
        const { host, repository, tag } = parseImageReference(
          container.image ?? '',
        );
        if (host && hosts.has(host)) {
          const repo = entry(repository);
          repo.usedBy.add(name);
          if (tag) {
            repo.tags.add(tag);
          }
        }
      }
    }
    const streams = await connection.client.list(resources.imageStreams, {
      namespace,
    });
    for (const stream of streams) {
      const own = parseImageReference(
        stream.status?.dockerImageRepository ??
          `registry.invalid/${namespace}/${stream.metadata!.name}`,
      );
      const inside = (stream.status?.tags ?? []).filter(({ items }) => {
        const { host, repository } = parseImageReference(
          items?.[0]?.dockerImageReference ?? '',
        );
        return (
          repository === own.repository &&
          (host === own.host || hosts.has(host ?? ''))
        );
      });
      const repo = entry(own.repository);
      inside.forEach(({ tag }) => repo.tags.add(tag));
      if (!inside.length && !repo.usedBy.size) {
        repo.reason = 'None of its tags lies in the registry of the cluster';
      }
    }
    if (!workloads.length && !streams.length) {
      await requireNamespace(connection, namespace);
    }
    return [...found]
      .map(([repository, { tags, usedBy, reason }]) => {
        const why =
          reason ??
          (registry ? undefined : 'No registry is configured for this cluster');
        return {
          repository,
          tags: [...tags].sort(),
          usedBy: [...usedBy].sort(),
          supported: !why,
          ...(why && { reason: why }),
        };
      })
      .sort((a, b) => a.repository.localeCompare(b.repository));
  }
}

/** Every pod template of a namespace, by what people call it. */
async function workloadsOf(
  connection: ClusterConnection,
  namespace: string,
): Promise<{ name: string; spec: PodSpec }[]> {
  const { client } = connection;
  const options = { namespace };
  const [deployments, statefulSets, daemonSets, jobs, pods, hasCronJobs] =
    await Promise.all([
      client.list(resources.deployments, options),
      client.list(resources.statefulSets, options),
      client.list(resources.daemonSets, options),
      client.list(resources.jobs, options),
      client.list(resources.pods, options),
      client.version().then(servesCronJobs),
    ]);
  const cronJobs = await client.list(
    hasCronJobs ? resources.cronJobs : resources.cronJobsBeta,
    options,
  );
  const templates = [
    ...deployments.map(o => ({
      kind: 'Deployment',
      o,
      spec: o.spec?.template.spec,
    })),
    ...statefulSets.map(o => ({
      kind: 'StatefulSet',
      o,
      spec: o.spec?.template.spec,
    })),
    ...daemonSets.map(o => ({
      kind: 'DaemonSet',
      o,
      spec: o.spec?.template.spec,
    })),
    ...cronJobs.map(o => ({
      kind: 'CronJob',
      o,
      spec: o.spec?.jobTemplate.spec?.template.spec,
    })),
    // Those of an owner are in the owner's template.
    ...jobs
      .filter(o => !o.metadata?.ownerReferences?.length)
      .map(o => ({ kind: 'Job', o, spec: o.spec?.template.spec })),
    ...pods
      .filter(o => !o.metadata?.ownerReferences?.length)
      .map(o => ({ kind: 'Pod', o, spec: o.spec })),
  ];
  return templates.flatMap(({ kind, o, spec }) =>
    spec ? [{ name: `${kind}/${o.metadata!.name}`, spec }] : [],
  );
}

/** batch/v1 has CronJobs from 1.21 on. */
function servesCronJobs(version: string): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 1 || Number(minor) >= 21;
}

async function requireNamespace(
  connection: ClusterConnection,
  name: string,
): Promise<void> {
  if (!(await connection.client.get(resources.namespaces, { name }))) {
    throw new MigrationError({
      code: 'NAMESPACE_NOT_FOUND',
      message: `Cluster ${connection.name} has no namespace ${name}`,
      hint: 'Check the name.',
      kind: 'NotFoundError',
    });
  }
}
