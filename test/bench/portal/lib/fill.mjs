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

import { migrationRows, PEOPLE } from './migrationRows.mjs';
import { Random } from './Random.mjs';

/** What a large installation has after a year. */
const FULL = { migrations: 10_000, items: 100_000, audit: 200_000 };
const YEAR_MS = 365 * 86_400_000;
const CHUNK = 200;
const ACTIONS = {
  'migration.start': 40,
  'migration.dry-run': 25,
  'plan.create': 12,
  'plan.update': 12,
  'migration.retry': 5,
  'migration.cancel': 3,
  'plan.delete': 3,
};

/**
 * Fills an empty, migrated database of the plugin through SQL.
 *
 * @param {import('knex').Knex} knex
 * @param {{ scale: number, now: Date }} options - `scale`: of the numbers of rows
 * @returns what to ask for afterwards
 */
export async function fill(knex, { scale, now }) {
  const random = new Random(1);
  const counts = Object.fromEntries(
    Object.entries(FULL).map(([name, count]) => [
      name,
      Math.max(20, Math.round(count * scale)),
    ]),
  );
  const average = counts.items / counts.migrations;
  const made = { migrations: 0, items: 0, events: 0, audit: 0 };
  const seen = [];
  await knex.transaction(async tx => {
    const buffers = new Map();
    const flush = async table => {
      const rows = buffers.get(table) ?? [];
      while (rows.length) await tx(table).insert(rows.splice(0, CHUNK));
    };
    const add = async (table, rows) => {
      const buffer = buffers.get(table) ?? [];
      buffers.set(table, buffer);
      buffer.push(...rows);
      if (buffer.length < CHUNK) return;
      // What the others refer to comes first.
      await flush('migrations');
      await flush(table);
    };
    for (let index = 0; index < counts.migrations; index++) {
      const left = counts.items - made.items;
      const isLast = index === counts.migrations - 1;
      // Most are small, some are large, and one has a thousand volumes.
      const size = isLast
        ? left
        : Math.min(
            index === 0 ? 1_000 : 1 + random.below(2 * average - 1),
            left - (counts.migrations - index - 1),
          );
      const createdAt = new Date(
        now.getTime() -
          YEAR_MS * (1 - (index + 1) / counts.migrations) -
          60_000,
      );
      const rows = migrationRows(random, { size, createdAt });
      await add('migrations', [rows.migration]);
      await add('migration_namespaces', rows.namespaces);
      await add('items', rows.items);
      await add('events', rows.events);
      made.migrations += 1;
      made.items += rows.items.length;
      made.events += rows.events.length;
      seen.push({ ...rows.migration, items: rows.items.length });
    }
    for (let index = 0; index < counts.audit; index++) {
      const about = seen[random.below(seen.length)];
      const result = random.pick({ succeeded: 85, refused: 12, failed: 3 });
      await add('audit', [
        {
          time: new Date(
            now.getTime() - YEAR_MS * (1 - (index + 1) / counts.audit) - 1_000,
          ),
          actor: `user:default/${PEOPLE[random.below(PEOPLE.length)]}`,
          action: random.pick(ACTIONS),
          result,
          plan_id: about.plan_id,
          plan_name: about.plan_name,
          migration_id: about.id,
          migration_type: about.type,
          entity_ref: about.entity_ref,
          source_cluster: about.source_cluster,
          target_cluster: about.target_cluster,
          error_code: result === 'succeeded' ? null : 'PREFLIGHT_BLOCKED',
          message:
            result === 'succeeded' ? null : 'Something stands against it',
        },
      ]);
      made.audit += 1;
    }
    for (const table of buffers.keys()) await flush(table);
  });
  if (knex.client.config.client === 'pg') await knex.raw('analyze');
  const big = seen[0];
  const usual = seen.findLast(({ items }) => items >= average);
  return { made, big, usual };
}
