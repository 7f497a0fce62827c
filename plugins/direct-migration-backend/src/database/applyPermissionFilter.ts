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

const COLUMNS = {
  plans: {
    owner: 'created_by',
    sourceCluster: 'source_cluster',
    targetCluster: 'target_cluster',
  },
  migrations: {
    owner: 'initiated_by',
    sourceCluster: 'source_cluster',
    targetCluster: 'target_cluster',
  },
} as const;

/** Narrows a query to what a permission policy allows. */
export function applyPermissionFilter(
  query: Knex.QueryBuilder,
  table: keyof typeof COLUMNS,
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
    query.whereRaw(
      `lower(??) in (${criteria.values.map(() => '?').join(', ')})`,
      [COLUMNS[table][criteria.key], ...criteria.values],
    );
  }
}
