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

import { MigrationError } from '../../../errors/MigrationError';
import type { Pod } from '../../../kubernetes/clientNode';
import type { ClusterClient } from '../../../kubernetes/ClusterClient';
import { resources } from '../../../kubernetes/resources';
import { hasEnded } from '../../common/followMover';
import {
  isMemberLabel,
  LABELS,
  MANAGED_BY,
  memberLabel,
  memberSelector,
} from '../../common/labels';
import { removeObjects } from '../../common/removeObjects';
import type { ItemContext } from '../../types';
import type { VolumeSides } from '../VolumeSides';
import { containerOf, isShared } from './containerOf';

/**
 * Takes an item out of the pods that it shares with others. A pod in which its own part has ended stays for the others, and
 * the last one removes it. Where its part still runs, nothing but the end of the pod ends it: the others go on in new
 * ones, from where they were.
 *
 * @returns names of what should be gone and is not yet, `pods/dm-…`
 * @internal
 */
export async function releaseShared(options: {
  context: Pick<ItemContext, 'itemId' | 'signal'>;
  sides: VolumeSides;
  /** For the end of pods, in milliseconds. */
  waitMs?: number;
}): Promise<string[]> {
  const { context, sides } = options;
  const left = await Promise.all(
    [
      { client: sides.target.client, namespace: sides.targetNamespace },
      { client: sides.source.client, namespace: sides.sourceNamespace },
    ].map(place => releaseAt({ ...options, ...place, itemId: context.itemId })),
  );
  return left.flat();
}

async function releaseAt(options: {
  context: Pick<ItemContext, 'signal'>;
  client: ClusterClient;
  namespace: string;
  itemId: string;
  /** For the end of pods, in milliseconds. */
  waitMs?: number;
}): Promise<string[]> {
  const { client, namespace, itemId, waitMs } = options;
  const { signal } = options.context;
  const pods = await client.list(resources.pods, {
    namespace,
    labelSelector: memberSelector({ itemId }),
    signal,
  });
  const left: string[] = [];
  for (const pod of pods.filter(isShared)) {
    if (await isLeftToOthers({ ...options, pod })) {
      continue;
    }
    left.push(
      ...(await removeObjects({
        client,
        namespace,
        kinds: [resources.pods],
        labelSelector: [
          `${LABELS.managedBy}=${MANAGED_BY}`,
          `${LABELS.batch}=${pod.metadata!.labels![LABELS.batch]}`,
        ].join(','),
        waitMs,
        signal,
      })),
    );
  }
  return left;
}

/** Takes an item whose part has ended out of the pod's members; whether there are others. */
async function isLeftToOthers(options: {
  context: Pick<ItemContext, 'signal'>;
  client: ClusterClient;
  namespace: string;
  itemId: string;
  pod: Pod;
}): Promise<boolean> {
  const { client, namespace, itemId, pod } = options;
  if (
    pod.metadata?.deletionTimestamp ||
    !hasEnded(pod, containerOf(pod, itemId))
  ) {
    return false;
  }
  // Of several that do this at once, the cluster says which one is the last.
  const left = await client
    .patch(
      resources.pods,
      { namespace, name: pod.metadata!.name! },
      { metadata: { labels: { [memberLabel(itemId)]: null } } },
      { signal: options.context.signal },
    )
    .catch(error => {
      if (
        error instanceof MigrationError &&
        error.code === 'CLUSTER_NOT_FOUND'
      ) {
        return undefined;
      }
      throw error;
    });
  return Object.keys(left?.metadata?.labels ?? {}).some(isMemberLabel);
}
