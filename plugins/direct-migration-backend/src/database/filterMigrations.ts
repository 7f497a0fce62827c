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
import { applyPermissionFilter } from './applyPermissionFilter';
import type { ListMigrationsStoreOptions } from './MigrationsStore';

/**
 * Leaves of the migrations what is asked for, and what may be seen.
 *
 * @internal
 */
export function filterMigrations(
  query: Knex.QueryBuilder,
  options: ListMigrationsStoreOptions,
): void {
  const { planId, entityRef, entityRefs, type, cluster, state, initiator } =
    options;
  if (planId) {
    query.where('plan_id', planId);
  }
  if (entityRef) {
    query.where('entity_ref', entityRef);
  }
  if (entityRefs) {
    query.whereIn('entity_ref', entityRefs);
  }
  if (type) {
    query.where('type', type);
  }
  if (cluster) {
    query.andWhere(either =>
      either
        .where('source_cluster', cluster)
        .orWhere('target_cluster', cluster),
    );
  }
  if (state) {
    query.where('state', state);
  }
  if (initiator) {
    query.where('initiated_by', initiator);
  }
  if (options.createdAfter) {
    query.where('created_at', '>', options.createdAfter);
  }
  if (options.createdBefore) {
    query.where('created_at', '<', options.createdBefore);
  }
  if (options.permissionFilter) {
    applyPermissionFilter(query, 'migrations', options.permissionFilter);
  }
}
