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

import type { Knex } from 'knex';

/** How many volumes move at once, over all instances of the backend. */
export interface ScheduleLimits {
  /** That have a cluster as their source or target. */
  perCluster: number;
  /** Whose volume is mounted on one node of the source cluster. */
  perNode: number;
}

/**
 * An item that only waits for a cluster (an unschedulable pod, a volume that is not made) gives its slot away after this, so
 * that it delays nobody; it goes on by itself once the cluster is ready.
 */
export const WAITING_GRACE_MS = 30_000;

/**
 * Leaves out volumes for which there is no slot now: of their clusters, their node or their migration. What was decided,
 * canceled or kept only needs its clean-up, which takes none.
 */
export function withinLimits(
  query: Knex.QueryBuilder,
  options: { now: Date; limits: ScheduleLimits },
): void {
  const { now, limits } = options;
  const moving = `r.kind = 'volume' and r.lease_until > ? and (r.waiting_since is null or r.waiting_since > ?)`;
  const times = [now, new Date(now.getTime() - WAITING_GRACE_MS)];
  const count = (condition: string) =>
    `(select count(*) from items r join migrations rm on rm.id = r.migration_id where ${moving} and ${condition})`;
  const touching = (cluster: string) =>
    count(`${cluster} in (rm.source_cluster, rm.target_cluster)`);
  query.andWhere(free =>
    free
      .where('items.kind', '<>', 'volume')
      .orWhereNotNull('items.outcome')
      .orWhere('items.cancel_requested', true)
      .orWhere('items.kept_until', '<=', now)
      .orWhereRaw(
        `exists (select 1 from migrations m where m.id = items.migration_id
          and ${touching('m.source_cluster')} < ?
          and ${touching('m.target_cluster')} < ?
          and (items.node is null or ${count(
            'r.node = items.node and rm.source_cluster = m.source_cluster',
          )} < ?)
          and (m.max_parallel is null or ${count(
            'r.migration_id = m.id',
          )} < m.max_parallel))`,
        [
          ...times,
          limits.perCluster,
          ...times,
          limits.perCluster,
          ...times,
          limits.perNode,
          ...times,
        ],
      ),
  );
}
