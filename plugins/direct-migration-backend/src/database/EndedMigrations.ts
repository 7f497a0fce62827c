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
import { toMigration, type MigrationRow } from './rows';
import { summarizeItems } from './summarizeItems';

const AT_ONCE = 50;

/** The migrations whose end nobody was told of yet. Kept in the database, so that none is forgotten when a backend ends. */
export class EndedMigrations {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Oldest first, without their items, a few at a time. */
  async untold(options: { endedAfter: Date }): Promise<Migration[]> {
    const rows: MigrationRow[] = await this.#knex<MigrationRow>('migrations')
      .whereNull('notified_at')
      .where('finished_at', '>', options.endedAfter)
      .orderBy('finished_at')
      .limit(AT_ONCE);
    const sums = await summarizeItems(
      this.#knex,
      rows.map(({ id }) => id),
    );
    return rows.map(row => ({
      ...toMigration(row),
      ...sums(row.id),
      items: [],
    }));
  }

  /** People know of this end; a later one, after a retry, is another. */
  async told(migration: Migration, now: Date): Promise<void> {
    await this.#knex('migrations')
      .where({ id: migration.id, state: migration.state })
      .update({ notified_at: now });
  }
}
