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
import type { Resource } from '../../../kubernetes/resources';
import { ITEM_RESOURCES } from '../../common/removeObjects';
import type { VolumeSides } from '../VolumeSides';
import { assessEndpoints } from './assessEndpoints';

/**
 * The kinds that volumes of a plan may have made on the target. Of a kind that it has lost meanwhile nothing is left: what
 * leads to a Service goes with it.
 *
 * @internal
 */
export async function targetResources(
  plan: Plan,
  { source, target }: Pick<VolumeSides, 'source' | 'target'>,
): Promise<Resource[]> {
  const network = await target.network();
  const { endpoint } = plan.options;
  const endpoints = assessEndpoints({
    network,
    settings: target.networkSettings,
    sameCluster: source.entityRef === target.entityRef,
  })
    .filter(({ type, declined }) => (endpoint ? type === endpoint : !declined))
    .flatMap(({ strategy }) => strategy.resource?.(network) ?? []);
  const [pods, ...others] = ITEM_RESOURCES.volumeTarget;
  return [pods, ...endpoints, ...others];
}
