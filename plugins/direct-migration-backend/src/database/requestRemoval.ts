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
import { insertEvents } from './DatabaseEventsStore';
import type { MigrationCommand } from './MigrationsStore';

/**
 * What failed items have kept in the clusters is to be removed now; a worker does it.
 *
 * @returns how many items it concerns
 */
export async function requestRemoval(
  knex: Knex,
  command: MigrationCommand,
  now: Date,
): Promise<number> {
  const { migrationId, itemId, by } = command;
  return await knex.transaction(async tx => {
    const concerned = await tx('items')
      .where({ migration_id: migrationId, ...(itemId && { id: itemId }) })
      .whereNotNull('kept_until')
      .update({ kept_until: now });
    if (concerned > 0) {
      await insertEvents(
        tx,
        [
          {
            migrationId,
            itemId,
            level: 'info',
            type: 'item.removeKeptRequested',
            message: `What was kept is removed for ${by}`,
          },
        ],
        now,
      );
    }
    return concerned;
  });
}
