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
import type { Job, KubernetesObject } from '../../kubernetes/clientNode';
import { LABELS } from '../common/labels';
import { ITEM_RESOURCES } from '../common/removeObjects';
import type { ItemContext, Sibling } from '../types';
import {
  batchSelector,
  hasFailed,
  indexInBatch,
  isOver,
  readEntries,
  type BatchEntry,
} from './batch';
import { removeBatch } from './removeBatch';

interface Batch {
  entries: BatchEntry[];
  /** Its Job. */
  ended: boolean;
}

/**
 * Removes the copiers that nobody waits for any more, and stops the one of an item that was canceled or took too long; it is
 * begun again for those who still wait for it. An item that is decided does not wait for the others: the last one of a batch removes it.
 *
 * @returns whether nothing is left of what is to be removed
 * @internal
 */
export async function cleanUpBatches(options: {
  context: ItemContext;
  client: ClusterClient;
  namespace: string;
}): Promise<boolean> {
  const { context, client, namespace } = options;
  const batches = await listBatches(options);
  // Read after the batches: whoever decides later finds what it was in.
  const siblings = await context.siblings();
  const self = siblings.find(({ itemId }) => itemId === context.itemId);
  const keep =
    (context.plan.options.keepOnFailure ?? false) && !context.removesKept;
  let clean = true;
  for (const [id, { entries, ended }] of batches) {
    const stopped = self !== undefined && mustStop(self, { entries, ended });
    const kept = keep && hasFailed(entries, siblings);
    if (stopped || (isOver(entries, siblings) && !kept)) {
      const removed = await removeBatch({
        client,
        namespace,
        batch: { migrationId: context.migrationId, id },
        signal: context.signal,
      });
      clean &&= removed;
    }
  }
  return clean;
}

/** What has ended has told what became of the others, and they may not have read it yet. */
function mustStop(self: Sibling, { entries, ended }: Batch): boolean {
  const { itemId, attempt, cancelRequested, timedOut } = self;
  return (
    (cancelRequested && entries.some(entry => entry.itemId === itemId)) ||
    (timedOut && !ended && indexInBatch(entries, { itemId, attempt }) >= 0)
  );
}

async function listBatches({
  context,
  client,
  namespace,
}: {
  context: ItemContext;
  client: ClusterClient;
  namespace: string;
}): Promise<Map<string, Batch>> {
  const batches = new Map<string, Batch>();
  for (const resource of ITEM_RESOURCES.copier) {
    const objects: KubernetesObject[] = await client.list(resource, {
      namespace,
      labelSelector: batchSelector(context.migrationId),
      signal: context.signal,
    });
    for (const object of objects) {
      const id = object.metadata!.labels![LABELS.batch];
      const entries = readEntries(object);
      // A pod names no entries: without its Job it belongs to nobody.
      if (entries.length || !batches.has(id)) {
        batches.set(id, {
          entries,
          ended: batches.get(id)?.ended || isEnded(object),
        });
      }
    }
  }
  return batches;
}

function isEnded(object: KubernetesObject): boolean {
  const { status } = object as Partial<Job>;
  return (status?.conditions ?? []).some(
    ({ type, status: met }) =>
      (type === 'Complete' || type === 'Failed') && met === 'True',
  );
}
