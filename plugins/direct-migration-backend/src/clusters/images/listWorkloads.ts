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

import type { ClusterClient } from '../../kubernetes/ClusterClient';
import type {
  KubernetesObject,
  Pod,
  PodSpec,
} from '../../kubernetes/clientNode';
import { resources, type Resource } from '../../kubernetes/resources';

/** A pod template, or a pod, with what people call it. @internal */
export interface Workload {
  /** `Deployment/web` */
  name: string;
  spec: Partial<PodSpec>;
}

interface Found {
  kind: string;
  object: KubernetesObject;
  spec: Partial<PodSpec> | undefined;
}

/**
 * Everything of a namespace that runs containers, and its pods. What belongs to a workload that is listed itself is not
 * listed again; what belongs to something unknown (a custom resource) is.
 *
 * @internal
 */
export async function listWorkloads(
  client: ClusterClient,
  options: { namespace: string; labelSelector?: string },
): Promise<{ workloads: Workload[]; pods: Pod[] }> {
  const read = async <T extends KubernetesObject>(
    resource: Resource<T>,
    specOf: (object: T) => Partial<PodSpec> | undefined,
  ): Promise<Found[]> =>
    (await client.list(resource, options)).map(object => ({
      kind: resource.kind,
      object,
      spec: specOf(object),
    }));
  const template = (o: {
    spec?: { template?: { spec?: PodSpec } };
  }): PodSpec | undefined => o.spec?.template?.spec;
  const [pods, ...lists] = await Promise.all([
    client.list(resources.pods, options),
    read(resources.deployments, template),
    read(resources.statefulSets, template),
    read(resources.daemonSets, template),
    read(resources.replicaSets, template),
    read(resources.replicationControllers, template),
    read(resources.deploymentConfigs, template),
    read(resources.jobs, template),
    readCronJobs(read),
  ]);
  const found = lists.flat();
  const listed = new Set(found.map(({ object }) => object.metadata?.uid));
  const isOwned = (object: KubernetesObject) =>
    object.metadata?.ownerReferences?.some(({ uid }) => listed.has(uid));
  return {
    pods,
    workloads: [
      ...found,
      ...pods.map(object => ({ kind: 'Pod', object, spec: object.spec })),
    ].flatMap(({ kind, object, spec }): Workload[] => {
      const owned = isOwned(object);
      // Ephemeral containers are in pods only, whatever made the pod.
      const used =
        owned && kind === 'Pod'
          ? { ephemeralContainers: spec?.ephemeralContainers }
          : spec;
      return used && (!owned || kind === 'Pod')
        ? [{ name: `${kind}/${object.metadata!.name}`, spec: used }]
        : [];
    }),
  };
}

/** batch/v1 has CronJobs from Kubernetes 1.21 on; where it has none, the older version is asked too. */
async function readCronJobs(
  read: <T extends KubernetesObject>(
    resource: Resource<T>,
    specOf: (object: T) => Partial<PodSpec> | undefined,
  ) => Promise<Found[]>,
): Promise<Found[]> {
  for (const resource of [resources.cronJobs, resources.cronJobsBeta]) {
    const found = await read(
      resource,
      o => o.spec?.jobTemplate.spec?.template.spec,
    );
    if (found.length) {
      return found;
    }
  }
  return [];
}
