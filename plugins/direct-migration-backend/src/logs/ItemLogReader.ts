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

import {
  isFinished,
  type Item,
  type ItemLog,
  type ItemLogs,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { LogsStore } from '../database/LogsStore';
import type { MigrationsStore } from '../database/MigrationsStore';
import type { LiveLogs } from './LiveLogs';

/**
 * What the pods of an item have written: what was kept of those that have ended, and of those that have not what they
 * have written up to now.
 *
 * @internal
 */
export class ItemLogReader {
  readonly #live: LiveLogs;
  readonly #migrations: Pick<MigrationsStore, 'getPlan'>;
  readonly #stored: LogsStore;

  constructor(options: {
    live: LiveLogs;
    migrations: Pick<MigrationsStore, 'getPlan'>;
    stored: LogsStore;
  }) {
    this.#live = options.live;
    this.#migrations = options.migrations;
    this.#stored = options.stored;
  }

  /** @param filter - of one attempt, or of all */
  async read(item: Item, filter: { attempt?: number }): Promise<ItemLogs> {
    const plan = isFinished(item.state)
      ? undefined
      : await this.#migrations.getPlan(item.migrationId);
    const { logs: read, problems } = plan
      ? await this.#live.read(item, plan)
      : { logs: [], problems: [] };
    // Looked for last: what has ended in between is not in the cluster any more.
    const stored = await this.#stored.list(item.id, filter);
    const logs = new Map<string, ItemLog>();
    const put = (log: ItemLog) => logs.set(`${log.attempt} ${log.pod}`, log);
    read
      .filter(
        ({ attempt, content }) =>
          content && (filter.attempt ?? attempt) === attempt,
      )
      .forEach(put);
    stored.forEach(log => put({ ...log, live: false }));
    return {
      logs: [...logs.values()].sort(
        (a, b) => a.attempt - b.attempt || (a.pod < b.pod ? -1 : 1),
      ),
      problems,
    };
  }
}
