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

import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import { ITEM_RESOURCES, removeObjects } from '../common/removeObjects';
import { targetResources } from './endpoints/targetResources';
import type { VolumeSides } from './VolumeSides';

/**
 * Removes what the selector finds on both sides, and waits a little. One cluster that fails does not keep the other from
 * being cleaned.
 *
 * @returns names of what is still there, `pods/dm-…`
 * @internal
 */
export async function removeVolumeObjects(options: {
  plan: Plan;
  sides: VolumeSides;
  labelSelector: string;
  waitMs?: number;
  signal?: AbortSignal;
}): Promise<string[]> {
  const { plan, sides, labelSelector, waitMs, signal } = options;
  const common = { labelSelector, waitMs, signal };
  const fromTarget = async () =>
    removeObjects({
      ...common,
      client: sides.target.client,
      kinds: await targetResources(plan, sides),
      namespace: sides.targetNamespace,
    });
  const results = await Promise.allSettled([
    removeObjects({
      ...common,
      client: sides.source.client,
      kinds: ITEM_RESOURCES.volumeSource,
      namespace: sides.sourceNamespace,
    }),
    fromTarget(),
  ]);
  const failed = results.find(r => r.status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
  return results.flatMap(r => (r.status === 'fulfilled' ? r.value : []));
}
