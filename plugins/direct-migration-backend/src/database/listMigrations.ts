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

import type {
  Migration,
  Page,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { applyPermissionFilter } from './applyPermissionFilter';
import { decodeCreatedCursor, encodeCursor } from './cursor';
import type { ListMigrationsStoreOptions } from './MigrationsStore';
import { toMigration, type MigrationRow } from './rows';
import { summarizeItems } from './summarizeItems';

/** A page of migrations, newest first unless asked otherwise, without their items. */
export async function listMigrations(
  knex: Knex,
  options: ListMigrationsStoreOptions,
): Promise<Page<Migration>> {
  const { order = 'desc' } = options;
  const query = knex<MigrationRow>('migrations')
    .orderBy('created_at', order)
    .orderBy('id', order)
    .limit(options.limit + 1);
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
  if (options.cursor) {
    const { createdAt, id } = decodeCreatedCursor(options.cursor);
    const beyond = order === 'asc' ? '>' : '<';
    query.andWhere(after =>
      after
        .where('created_at', beyond, createdAt)
        .orWhere(same =>
          same.where('created_at', createdAt).where('id', beyond, id),
        ),
    );
  }
  const rows: MigrationRow[] = await query;
  const page = rows.slice(0, options.limit);
  const sums = await summarizeItems(
    knex,
    page.map(row => row.id),
  );
  const items = page.map(row => ({
    ...toMigration(row),
    ...sums(row.id),
    items: [],
  }));
  const last = items[items.length - 1];
  return {
    items,
    pageInfo:
      rows.length > options.limit
        ? {
            nextCursor: encodeCursor({
              createdAt: last.createdAt,
              id: last.id,
            }),
          }
        : {},
  };
}
