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
import { filterMigrations } from './filterMigrations';
import {
  decodeMigrationCursor,
  encodeMigrationCursor,
} from './migrationCursor';
import { MIGRATION_ORDERS, type MigrationOrderBy } from './migrationOrders';
import type { ListMigrationsStoreOptions } from './MigrationsStore';
import { toMigration, type MigrationRow, type StoredTime } from './rows';
import { sortMigrations } from './sortMigrations';
import { summarizeItems } from './summarizeItems';

/** What a page is put together of; the rows, with a whole plan in each, are read of those on the page only. */
interface FoundRow {
  id: string;
  created_at: StoredTime;
  /** PostgreSQL's large numbers are texts. */
  sort_value?: string | number | null;
}

/**
 * One page of migrations; newest first, unless the options say otherwise.
 *
 * @param options - `now`: until when what has not ended counts
 * @throws MigrationError `INVALID_INPUT` for a cursor that is malformed or of another order
 * @internal
 */
export async function listMigrations(
  knex: Knex,
  options: ListMigrationsStoreOptions & { now: Date },
): Promise<Page<Migration>> {
  const { orderBy = 'createdAt', order = 'desc', cursor, limit } = options;
  const after = cursor
    ? decodeMigrationCursor(cursor, { orderBy, order })
    : undefined;
  const asOf = after?.asOf ?? options.now;
  const query = knex('migrations')
    .select('id', 'created_at')
    .limit(limit + 1);
  filterMigrations(query, options);
  sortMigrations(knex, query, { orderBy, order, asOf, after });
  const found: FoundRow[] = await query;
  const ids = found.slice(0, limit).map(({ id }) => id);
  const rows = new Map(
    (await knex<MigrationRow>('migrations').whereIn('id', ids)).map(row => [
      row.id,
      row,
    ]),
  );
  const sums = await summarizeItems(knex, ids);
  const last = found[limit - 1];
  return {
    items: ids
      // One may have been removed in between.
      .flatMap(id => rows.get(id) ?? [])
      .map(row => ({ ...toMigration(row), ...sums(row.id), items: [] })),
    pageInfo:
      found.length > limit
        ? {
            nextCursor: encodeMigrationCursor({
              orderBy,
              order,
              value: toValue(last, orderBy),
              createdAt: new Date(last.created_at),
              id: last.id,
              asOf,
            }),
          }
        : {},
  };
}

function toValue(
  { sort_value: value }: FoundRow,
  orderBy: MigrationOrderBy,
): string | number | null | undefined {
  if (orderBy === 'createdAt' || value === null) {
    return value;
  }
  return MIGRATION_ORDERS[orderBy].kind === 'number' ? Number(value) : value;
}
