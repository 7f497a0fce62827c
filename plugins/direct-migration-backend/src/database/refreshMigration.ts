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
  type State,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { deriveCutoverState } from '../steps/deriveCutoverState';
import { advanceSteps } from './advanceSteps';
import { insertEvents } from './DatabaseEventsStore';
import { deriveMigrationState } from '../steps/deriveMigrationState';
import { lockRows } from './dialect';
import type { ItemRow, MigrationRow } from './rows';

/**
 * Locks a migration until the transaction ends. Whoever changes the state of one of its items takes this lock first:
 * otherwise two items that end at the same moment would each see the other as still running, and the migration would
 * never end.
 */
export async function lockMigration(
  tx: Knex.Transaction,
  id: string,
): Promise<MigrationRow | undefined> {
  return await lockRows(tx, tx('migrations').where({ id }).first());
}

/** Brings the state of a locked migration up to date with its items. */
export async function refreshMigration(
  tx: Knex.Transaction,
  id: string,
  now: Date,
): Promise<void> {
  const row = await tx<MigrationRow>('migrations').where({ id }).first();
  if (!row) {
    return;
  }
  await advanceSteps(tx, row, now);
  const found: Array<Pick<ItemRow, 'state' | 'step'>> = await tx('items')
    .where('migration_id', id)
    .distinct('state', 'step');
  if (found.length === 0) {
    return;
  }
  const items = found.map(({ state, step }) => ({
    state: state as State,
    step,
  }));
  const cancelRequested = Boolean(row.cancel_requested);
  const state =
    row.type === 'cutover'
      ? deriveCutoverState(items, { cancelRequested })
      : deriveMigrationState(
          items.map(item => item.state),
          { cancelRequested },
        );
  if (state === row.state) {
    return;
  }
  await tx<MigrationRow>('migrations')
    .where({ id })
    .update({
      state,
      started_at: row.started_at ?? (state === 'queued' ? null : now),
      finished_at: isFinished(state) ? now : null,
      bytes_done: isFinished(state) ? await bytesOfItems(tx, id) : null,
      notified_at: null,
    });
  if (isFinished(state)) {
    await insertEvents(
      tx,
      [
        {
          migrationId: id,
          level:
            state === 'succeeded' || state === 'canceled' ? 'info' : 'error',
          type: 'migration.finished',
          message: `The migration has ended: ${state}`,
        },
      ],
      now,
    );
  }
}

async function bytesOfItems(tx: Knex.Transaction, id: string): Promise<number> {
  const [{ bytes }] = await tx('items')
    .where('migration_id', id)
    .sum({ bytes: 'bytes_done' });
  return Number(bytes ?? 0);
}
