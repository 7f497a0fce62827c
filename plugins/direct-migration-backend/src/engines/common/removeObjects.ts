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
import type { Pod } from '../../kubernetes/clientNode';
import { MigrationError } from '../../errors/MigrationError';
import {
  GATEWAY_API,
  resources,
  type Resource,
} from '../../kubernetes/resources';

/** Every kind that an engine ever creates and that goes with the item. Who uses comes before what is used. @internal */
export const ITEM_RESOURCES: Record<
  'volumeSource' | 'volumeTarget' | 'copier',
  Resource[]
> = {
  volumeSource: [resources.pods, resources.secrets, resources.networkPolicies],
  // Besides, what leads to the Service: `targetResources` says which kind.
  volumeTarget: [
    resources.pods,
    resources.services,
    resources.secrets,
    resources.networkPolicies,
  ],
  copier: [resources.jobs, resources.pods, resources.secrets],
};

/** What is not a pod is mostly gone at once; a load balancer takes its time. */
const LOOK_AGAIN_MS = 1_000;

/** Why a container waits that no kubelet starts any more once its pod is being deleted. */
const WITHOUT_IMAGE = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
]);

const MAY_BE_HIDDEN = new Set([
  resources.routes.group,
  resources.networkPolicies.group,
  GATEWAY_API,
]);

/**
 * Removes what the selector finds in one namespace, and waits a little until it is gone.
 *
 * @returns names of what is still there, `pods/dm-…`
 * @internal
 */
export async function removeObjects(options: {
  client: ClusterClient;
  kinds: Resource[];
  namespace: string;
  labelSelector: string;
  /** How long to wait for the end of pods, in milliseconds; 15,000 by default. */
  waitMs?: number;
  signal?: AbortSignal;
}): Promise<string[]> {
  const { client, namespace, labelSelector, signal } = options;
  const deadline = performance.now() + (options.waitMs ?? 15_000);
  let kinds = options.kinds;
  for (;;) {
    const left: string[] = [];
    const kindsLeft: Resource[] = [];
    for (const resource of kinds) {
      const found = await client
        .deleteByLabels(resource, {
          namespace,
          labelSelector,
          gracePeriodSeconds: resource === resources.pods ? 5 : undefined,
          signal,
        })
        .catch(error => {
          // Whoever may not see these has made none.
          if (
            MAY_BE_HIDDEN.has(resource.group) &&
            error instanceof MigrationError &&
            error.code === 'CLUSTER_FORBIDDEN'
          ) {
            return [];
          }
          throw error;
        });
      left.push(...found.map(o => `${resource.plural}/${o.metadata?.name}`));
      if (found.length) {
        kindsLeft.push(resource);
      }
    }
    const waitMs = Math.max(0, deadline - performance.now());
    if (!left.length || !waitMs) {
      return left;
    }
    // Nobody makes any of the others meanwhile.
    kinds = kindsLeft;
    if (!kinds.includes(resources.pods as Resource)) {
      await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN_MS));
    } else if (await awaitEndOfPods({ ...options, timeoutMs: waitMs })) {
      kinds = kinds.filter(kind => kind !== resources.pods);
    }
    if (!kinds.length) {
      return [];
    }
  }
}

/** Until there are none, or the time is over. */
async function awaitEndOfPods(options: {
  client: ClusterClient;
  namespace: string;
  labelSelector: string;
  timeoutMs: number;
  signal?: AbortSignal;
}): Promise<boolean> {
  const { client, namespace, labelSelector, timeoutMs, signal } = options;
  const deadline = performance.now() + timeoutMs;
  const removed = new Set<string>();
  for (;;) {
    const stuck = (pods: Pod[]) =>
      pods.filter(pod => !removed.has(pod.metadata!.uid!) && isIdle(pod));
    const { met, objects } = await client.waitFor(resources.pods, {
      namespace,
      labelSelector,
      predicate: pods => pods.length === 0 || stuck(pods).length > 0,
      timeoutMs: Math.max(0, deadline - performance.now()),
      signal,
    });
    if (!met || objects.length === 0) {
      return objects.length === 0;
    }
    for (const { metadata } of stuck(objects)) {
      removed.add(metadata!.uid!);
      await client.delete(
        resources.pods,
        { namespace, name: metadata!.name! },
        { gracePeriodSeconds: 0, uid: metadata!.uid, signal },
      );
    }
  }
}

/**
 * Whether a pod is being deleted and nothing of it runs: its containers have ended, or their image was never there. When
 * there is nothing to stop as the kubelet hears of the deletion, some kubelets leave the pod until they tidy up, once a minute.
 */
function isIdle({ metadata, status }: Pod): boolean {
  const containers = status?.containerStatuses ?? [];
  return (
    metadata?.deletionTimestamp !== undefined &&
    containers.length > 0 &&
    containers.every(
      ({ state }) =>
        state?.terminated || WITHOUT_IMAGE.has(state?.waiting?.reason ?? ''),
    )
  );
}
