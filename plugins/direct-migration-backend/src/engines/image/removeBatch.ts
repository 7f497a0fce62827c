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
import { ITEM_RESOURCES, removeObjects } from '../common/removeObjects';
import { batchSelector } from './batch';

/**
 * Stops a copier and removes all that belongs to it: the Job first, so that it makes no other pod.
 *
 * @returns whether nothing is left
 * @internal
 */
export async function removeBatch(options: {
  client: ClusterClient;
  namespace: string;
  batch: { migrationId: string; id: string };
  signal?: AbortSignal;
}): Promise<boolean> {
  const { client, namespace, batch, signal } = options;
  const left = await removeObjects({
    client,
    kinds: ITEM_RESOURCES.copier,
    namespace,
    labelSelector: batchSelector(batch.migrationId, batch.id),
    signal,
  });
  return left.length === 0;
}
