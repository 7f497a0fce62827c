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
import type { ClusterConnection } from '../clusters/types';
import type { NewItem } from '../database/MigrationsStore';
import { MigrationError } from '../errors/MigrationError';
import { parseQuantity } from '../kubernetes/quantity';
import { resources } from '../kubernetes/resources';

/**
 * Adds to volumes how large they are and on which node they are mounted, for the order in which they begin and for the
 * limit of each node. What the cluster does not say is left out: then they begin in the order of the plan.
 *
 * @param connect - to the source cluster
 */
export async function weighItems(
  items: NewItem[],
  connect: () => Promise<ClusterConnection>,
): Promise<NewItem[]> {
  const volumes = items.filter(item => item.kind === 'volume');
  if (!volumes.length) {
    return items;
  }
  try {
    const { client } = await connect();
    const sizes = new Map<string, number>();
    const nodes = new Map<string, string>();
    const specOf = (item: NewItem) => item.spec as Plan['volumes'][number];
    for (const namespace of new Set(volumes.map(v => specOf(v).namespace))) {
      const [claims, pods] = await Promise.all([
        client.list(resources.persistentVolumeClaims, { namespace }),
        client.list(resources.pods, { namespace }),
      ]);
      for (const { metadata, spec, status } of claims) {
        const size = parseQuantity(
          status?.capacity?.storage ?? spec?.resources?.requests?.storage,
        );
        sizes.set(`${namespace}/${metadata?.name}`, size ?? 0);
      }
      for (const { spec, status } of pods) {
        const ended = ['Succeeded', 'Failed'].includes(status?.phase ?? '');
        for (const volume of (!ended && spec?.volumes) || []) {
          const claim = volume.persistentVolumeClaim?.claimName;
          if (claim && spec?.nodeName) {
            nodes.set(`${namespace}/${claim}`, spec.nodeName);
          }
        }
      }
    }
    return items.map(item => {
      if (item.kind !== 'volume') {
        return item;
      }
      const key = `${specOf(item).namespace}/${specOf(item).name}`;
      return { ...item, weight: sizes.get(key), node: nodes.get(key) };
    });
  } catch (error) {
    if (error instanceof MigrationError) {
      return items;
    }
    throw error;
  }
}
