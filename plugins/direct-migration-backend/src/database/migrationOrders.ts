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

import type { ListMigrationsOptions } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { epochSeconds } from './dialect';

/** What migrations are sorted by. */
export type MigrationOrderBy = NonNullable<ListMigrationsOptions['orderBy']>;

/** How one of them is found in a row of `migrations`. */
export interface MigrationOrder {
  /** What the values are. */
  kind: 'text' | 'number';
  /** @param asOf - until when what has not ended counts */
  value: (knex: Knex, asOf: Date) => Knex.Raw;
  /** The column that is null where there is no value; without it there always is one. */
  absentWith?: string;
}

/** As a migration passes through them. */
const STATES = [
  'queued',
  'running',
  'canceling',
  'canceled',
  'failed',
  'partiallyFailed',
  'succeeded',
];
/** As they follow each other. */
const TYPES = ['stage', 'cutover', 'rollback'];

/**
 * All but the time of creation, which has an index of its own and no ties that matter.
 *
 * @internal
 */
export const MIGRATION_ORDERS: Record<
  Exclude<MigrationOrderBy, 'createdAt'>,
  MigrationOrder
> = {
  planName: text('plan_name'),
  entityRef: { ...text('entity_ref'), absentWith: 'entity_ref' },
  initiatedBy: text('initiated_by'),
  type: rank('type', TYPES),
  state: rank('state', STATES),
  duration: {
    kind: 'number',
    value: (knex, asOf) => {
      const ended = knex.raw('coalesce(migrations.finished_at, ?)', [asOf]);
      const seconds = `(${epochSeconds(knex, '?')} - ${epochSeconds(
        knex,
        'migrations.started_at',
      )})`;
      return knex.raw(`cast(round(${seconds} * 1000) as bigint)`, [ended]);
    },
    absentWith: 'started_at',
  },
  bytes: {
    kind: 'number',
    // Of the few that have not ended it is not stored, as each step of their progress would have to change it.
    value: knex =>
      knex.raw(
        `coalesce(migrations.bytes_done,
          (select sum(items.bytes_done) from items where items.migration_id = migrations.id), 0)`,
      ),
  },
};

function text(column: string): MigrationOrder {
  return {
    kind: 'text',
    value: knex => knex.raw('lower(??)', [`migrations.${column}`]),
  };
}

function rank(column: string, values: string[]): MigrationOrder {
  const cases = values.map((_, index) => `when ? then ${index}`).join(' ');
  return {
    kind: 'number',
    value: knex =>
      knex.raw(`(case ?? ${cases} else ${values.length} end)`, [
        `migrations.${column}`,
        ...values,
      ]),
  };
}
