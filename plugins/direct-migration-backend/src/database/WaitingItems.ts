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

import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { toMigration, type MigrationRow, type StoredTime } from './rows';

/** Whatever else waits is told of the next time. */
const AT_ONCE = 1_000;

/** An item that waits for something, since when, and for what. */
export interface WaitingItem {
  id: string;
  name: string;
  waitingFor: string;
  waitingSince: Date;
  /** The application stands still meanwhile. */
  whileStopped: boolean;
}

/** A migration whose items wait. */
export interface WaitingMigration {
  migration: Pick<Migration, 'id' | 'planName' | 'initiatedBy' | 'entityRef'> &
    Pick<Migration, 'sourceCluster' | 'targetCluster'>;
  /** Those that nobody was told of, longest first. */
  items: WaitingItem[];
}

interface Row {
  id: string;
  migration_id: string;
  name: string;
  kind: string;
  step: string;
  waiting_for: string;
  waiting_since: StoredTime;
}

/** The waits that nobody was told of yet. Kept in the database, so that each is told of once, by whatever replica. */
export class WaitingItems {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** @param options - for how long it has to have waited: since before `waitingBefore`, while the application stands still `stoppedBefore` */
  async untold(options: {
    waitingBefore: Date;
    stoppedBefore: Date;
  }): Promise<WaitingMigration[]> {
    const rows: Row[] = await this.#knex('items')
      .where('state', 'running')
      // What is decided is only being cleaned up.
      .whereNull('outcome')
      .where('cancel_requested', false)
      .whereNotNull('waiting_for')
      .andWhere(untold =>
        untold
          .whereNull('waiting_told')
          .orWhere('waiting_told', '<', this.#knex.ref('waiting_since')),
      )
      .andWhere(long =>
        long
          .where('waiting_since', '<', options.waitingBefore)
          .orWhere(stopped =>
            whileStopped(stopped).where(
              'waiting_since',
              '<',
              options.stoppedBefore,
            ),
          ),
      )
      .orderBy('waiting_since')
      .orderBy('position')
      .limit(AT_ONCE)
      .select(
        'id',
        'migration_id',
        'name',
        'kind',
        'step',
        'waiting_for',
        'waiting_since',
      );
    const migrations: MigrationRow[] = await this.#knex<MigrationRow>(
      'migrations',
    ).whereIn('id', [...new Set(rows.map(row => row.migration_id))]);
    return migrations.map(row => ({
      migration: toMigration(row),
      items: rows
        .filter(item => item.migration_id === row.id)
        .map(item => ({
          id: item.id,
          name: item.name,
          waitingFor: item.waiting_for,
          waitingSince: new Date(item.waiting_since),
          whileStopped: item.kind === 'workload' || item.step === 'final',
        })),
    }));
  }

  /** People know of these waits; a later one of the same item is another. */
  async told(items: WaitingItem[]): Promise<void> {
    for (const { id, waitingSince } of items) {
      await this.#knex('items')
        .where({ id })
        .update({ waiting_told: waitingSince });
    }
  }
}

function whileStopped(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.where(either =>
    either.where('kind', 'workload').orWhere('step', 'final'),
  );
}
