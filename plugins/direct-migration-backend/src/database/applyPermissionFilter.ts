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

import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { DirectMigrationFilter } from '@direct-migration/backstage-plugin-direct-migration-node';
import type { Knex } from 'knex';

type Table = 'plans' | 'migrations';

const INITIATORS = { plans: 'created_by', migrations: 'initiated_by' };
const NAMESPACES = {
  plans: { table: 'plan_namespaces', id: 'plan_id' },
  migrations: { table: 'migration_namespaces', id: 'migration_id' },
};

/** Narrows a query to what a permission policy allows. */
export function applyPermissionFilter(
  query: Knex.QueryBuilder,
  table: Table,
  criteria: PermissionCriteria<DirectMigrationFilter>,
): void {
  if ('allOf' in criteria) {
    for (const child of criteria.allOf) {
      query.andWhere(inner => applyPermissionFilter(inner, table, child));
    }
  } else if ('anyOf' in criteria) {
    query.andWhere(outer => {
      for (const child of criteria.anyOf) {
        outer.orWhere(inner => applyPermissionFilter(inner, table, child));
      }
    });
  } else if ('not' in criteria) {
    query.whereNot(inner => applyPermissionFilter(inner, table, criteria.not));
  } else if (criteria.values.length === 0) {
    query.whereRaw('1 = 0');
  } else {
    applyOne(query, table, criteria);
  }
}

/** No condition is ever unknown instead of false, or its negation would not be true. */
function applyOne(
  query: Knex.QueryBuilder,
  table: Table,
  { key, values }: DirectMigrationFilter,
): void {
  const list = values.map(() => '?').join(', ');
  const among = (column: string) =>
    query.whereRaw(`lower(??) in (${list})`, [column, ...values]);
  switch (key) {
    case 'initiator':
      among(`${table}.${INITIATORS[table]}`);
      break;
    case 'sourceCluster':
      among(`${table}.source_cluster`);
      break;
    case 'targetCluster':
      among(`${table}.target_cluster`);
      break;
    case 'entityOwner':
      query.whereRaw(
        `exists (select 1 from entity_owners
          where entity_owners.entity_ref = ??.entity_ref and owner in (${list}))`,
        [table, ...values],
      );
      break;
    default: {
      const side = key === 'sourceNamespace' ? 'source' : 'target';
      const { table: namespaces, id } = NAMESPACES[table];
      const some = 'select 1 from ?? as n where n.?? = ??.id and n.side = ?';
      query.whereRaw(
        `(exists (${some}) and not exists (${some} and lower(n.namespace) not in (${list})))`,
        [
          ...[namespaces, id, table, side],
          ...[namespaces, id, table, side],
          ...values,
        ],
      );
    }
  }
}
