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
  ItemCounts,
  Progress,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';

interface SumRow {
  migration_id: string;
  state: keyof Omit<ItemCounts, 'total'>;
  items: number | string;
  measured: number | string;
  bytes_known: number | string;
  files_known: number | string;
  bytes_done: number | null;
  bytes_total: number | null;
  files_done: number | null;
  files_total: number | null;
  bytes_per_second: number | null;
}

/** Sums over the items of migrations, by migration id. */
export type ItemSummaries = (migrationId: string) => {
  itemCounts: ItemCounts;
  progress: Progress;
};

/** Counts and adds up items in the database, so that a list of migrations need not load them. */
export async function summarizeItems(
  knex: Knex,
  migrationIds: string[],
): Promise<ItemSummaries> {
  const rows: SumRow[] =
    migrationIds.length === 0
      ? []
      : await knex('items')
          .whereIn('migration_id', migrationIds)
          .groupBy('migration_id', 'state')
          .select('migration_id', 'state')
          // Workloads have no bytes, and what a later step will move is not known before it begins.
          .select(
            knex.raw(
              "sum(case when kind = 'workload' or (step_order > 0 and attempt = 0) then 0 else 1 end) as measured",
            ),
          )
          .count({ items: 'id' })
          .count({ bytes_known: 'bytes_total', files_known: 'files_total' })
          .sum({
            bytes_done: 'bytes_done',
            bytes_total: 'bytes_total',
            files_done: 'files_done',
            files_total: 'files_total',
            bytes_per_second: 'bytes_per_second',
          });
  return id => summarize(rows.filter(row => row.migration_id === id));
}

function summarize(rows: SumRow[]): {
  itemCounts: ItemCounts;
  progress: Progress;
} {
  const itemCounts: ItemCounts = {
    total: 0,
    queued: 0,
    running: 0,
    succeeded: 0,
    partiallyFailed: 0,
    failed: 0,
    canceling: 0,
    canceled: 0,
  };
  for (const row of rows) {
    itemCounts[row.state] = Number(row.items);
    itemCounts.total += Number(row.items);
  }
  const add = (
    key:
      | 'bytes_done'
      | 'bytes_total'
      | 'files_done'
      | 'files_total'
      | 'bytes_known'
      | 'files_known'
      | 'measured',
  ) => rows.reduce((total, row) => total + Number(row[key] ?? 0), 0);

  const progress: Progress = {
    bytesDone: add('bytes_done'),
    filesDone: add('files_done'),
  };
  // A total that leaves out some items would make the migration look nearer to its end than it is.
  const measured = add('measured');
  if (measured > 0 && add('bytes_known') === measured) {
    progress.bytesTotal = add('bytes_total');
  }
  if (measured > 0 && add('files_known') === measured) {
    progress.filesTotal = add('files_total');
  }
  const running = rows.find(row => row.state === 'running');
  if (running?.bytes_per_second) {
    progress.bytesPerSecond = running.bytes_per_second;
    if (progress.bytesTotal !== undefined) {
      progress.etaSeconds = Math.max(
        0,
        (progress.bytesTotal - progress.bytesDone) / running.bytes_per_second,
      );
    }
  }
  return { itemCounts, progress };
}
