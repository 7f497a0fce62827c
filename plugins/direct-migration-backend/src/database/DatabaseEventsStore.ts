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
  MigrationEvent,
  Page,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { decodeEventCursor, encodeCursor } from './cursor';
import type { EventsStore } from './EventsStore';
import { toEvent, type EventRow } from './rows';
import type { NewEvent } from './StoredItem';

/** Longest message of an event, in characters; causes from a cluster can be long. */
const MAX_MESSAGE_LENGTH = 4_000;

/** Events in the plugin's database. */
export class DatabaseEventsStore implements EventsStore {
  readonly #knex: Knex;
  readonly #now: () => Date;

  constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  async append(events: NewEvent[]): Promise<void> {
    await insertEvents(this.#knex, events, this.#now());
  }

  async list(options: {
    migrationId: string;
    itemId?: string;
    limit: number;
    cursor?: string;
  }): Promise<Page<MigrationEvent>> {
    const query = this.#knex<EventRow>('events')
      .where('migration_id', options.migrationId)
      .orderBy('id', 'asc')
      .limit(options.limit + 1);
    if (options.itemId) {
      query.where('item_id', options.itemId);
    }
    if (options.cursor) {
      query.where('id', '>', decodeEventCursor(options.cursor).after);
    }
    const rows = await query;
    const items = rows.slice(0, options.limit).map(toEvent);
    return {
      items,
      pageInfo:
        rows.length > options.limit
          ? {
              nextCursor: encodeCursor({
                after: Number(items[items.length - 1].id),
              }),
            }
          : {},
    };
  }
}

/** Appends events, inside a transaction or not. */
export async function insertEvents(
  knex: Knex,
  events: NewEvent[],
  now: Date,
): Promise<void> {
  if (events.length > 0) {
    await knex('events').insert(
      events.map(event => ({
        migration_id: event.migrationId,
        item_id: event.itemId ?? null,
        time: now,
        level: event.level,
        type: event.type,
        message: withoutNul(event.message).slice(0, MAX_MESSAGE_LENGTH),
      })),
    );
  }
}

/** PostgreSQL refuses text with the character NUL, and what programs in a cluster write may hold any. */
export function withoutNul(text: string): string {
  return text.split('\0').join('');
}
