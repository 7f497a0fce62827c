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
import { withoutNul } from './DatabaseEventsStore';
import type { ItemLog, LogsStore } from './LogsStore';

interface ItemLogRow {
  item_id: string;
  attempt: number;
  pod: string;
  component: string;
  truncated: boolean | number;
  content: string;
  kept_at: Date;
}

/** Logs in the plugin's database. */
export class DatabaseLogsStore implements LogsStore {
  readonly #knex: Knex;
  readonly #now: () => Date;

  constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  async keep(itemId: string, log: ItemLog): Promise<void> {
    await this.#knex<ItemLogRow>('item_logs')
      .insert({
        item_id: itemId,
        attempt: log.attempt,
        pod: log.pod,
        component: log.component,
        truncated: log.truncated,
        content: withoutNul(log.content),
        kept_at: this.#now(),
      })
      .onConflict(['item_id', 'attempt', 'pod'])
      .merge();
  }

  async list(
    itemId: string,
    options: { attempt?: number } = {},
  ): Promise<ItemLog[]> {
    const query = this.#knex<ItemLogRow>('item_logs')
      .where('item_id', itemId)
      .orderBy(['attempt', 'pod']);
    if (options.attempt !== undefined) {
      query.where('attempt', options.attempt);
    }
    const rows = await query;
    return rows.map(({ attempt, pod, component, truncated, content }) => ({
      attempt,
      pod,
      component,
      truncated: Boolean(truncated),
      content,
    }));
  }
}
