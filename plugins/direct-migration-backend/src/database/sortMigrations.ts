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
import type { ListOrder, MigrationPosition } from './migrationCursor';
import { MIGRATION_ORDERS } from './migrationOrders';

/**
 * Sorts migrations, and leaves out those up to `after`. Adds the column `sort_value` that a cursor needs.
 *
 * Among equals the newest come first, whatever the direction; those without a value come last.
 *
 * @internal
 */
export function sortMigrations(
  knex: Knex,
  query: Knex.QueryBuilder,
  options: ListOrder & { asOf: Date; after?: MigrationPosition },
): void {
  const { orderBy, order, asOf, after } = options;
  const beyond = order === 'asc' ? '>' : '<';
  if (orderBy === 'createdAt') {
    query.orderBy([
      { column: 'created_at', order },
      { column: 'id', order },
    ]);
    if (after) {
      query.andWhere(later(after, beyond));
    }
    return;
  }
  const { absentWith, value: valueOf } = MIGRATION_ORDERS[orderBy];
  const value = valueOf(knex, asOf);
  if (absentWith) {
    query.orderByRaw('(?? is null)', [absentWith]);
  }
  query.select({ sort_value: value as never }).orderBy([
    { column: 'sort_value', order },
    { column: 'created_at', order: 'desc' },
    { column: 'id', order: 'desc' },
  ]);
  if (!after) {
    return;
  }
  const older = later(after, '<');
  const last = after.value;
  if (last === null || last === undefined) {
    query.whereNull(absentWith!).andWhere(older);
    return;
  }
  const rest: Knex.QueryCallback = some =>
    some
      .whereRaw(`? ${beyond}= ?`, [value, last])
      .andWhere(further =>
        further.whereRaw(`? ${beyond} ?`, [value, last]).orWhere(older),
      );
  if (absentWith) {
    query.andWhere(some => some.where(rest).orWhereNull(absentWith));
  } else {
    query.andWhere(rest);
  }
}

/** Those created after or before the position; ids tell apart what was created at the same moment. */
function later(
  { createdAt, id }: MigrationPosition,
  beyond: '<' | '>',
): Knex.QueryCallback {
  return query =>
    query
      .where('created_at', beyond, createdAt)
      .orWhere(same =>
        same.where('created_at', createdAt).where('id', beyond, id),
      );
}
