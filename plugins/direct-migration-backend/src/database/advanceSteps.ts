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
import type { MigrationType } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { v4 as uuid } from 'uuid';
import { STEP_NAMES, stepsOf, type StepId } from '../steps/stepsOf';
import { insertEvents } from './DatabaseEventsStore';
import type { ItemRow, MigrationRow } from './rows';
import { ACTIVE_STATES } from './states';

/** Starting an application again is worth more tries than a copy. */
const RESTORE_ATTEMPTS = 10;

type Member = Pick<
  ItemRow,
  'step' | 'step_order' | 'state' | 'attempt' | 'position'
>;

/**
 * Draws the conclusions from an item that has ended without success: nothing of a later step begins, the others of a
 * final copy give up, and once everything has ended the workloads that were stopped are started again.
 *
 * The migration must be locked, so that two items that end at once cannot both think that the other still runs.
 */
export async function advanceSteps(
  tx: Knex.Transaction,
  row: MigrationRow,
  now: Date,
): Promise<void> {
  const type = row.type as MigrationType;
  if (stepsOf(type).length === 1) {
    return;
  }
  const items: Member[] = await tx('items')
    .where('migration_id', row.id)
    .select('step', 'step_order', 'state', 'attempt', 'position');
  const failed = items
    .filter(item => hasFailed(item) && !isUndo(type, item.step))
    .sort((a, b) => a.step_order - b.step_order)[0];
  if (!failed) {
    return;
  }
  await skipLater(tx, row.id, failed, now);
  if (failed.step === 'final') {
    await giveUp(tx, row.id, now);
  }
  if (type === 'cutover') {
    await addRestore(tx, row, now);
  }
}

function hasFailed({ state }: Member): boolean {
  return ['failed', 'partiallyFailed', 'canceled'].includes(state);
}

function isUndo(type: MigrationType, step: string): boolean {
  return type === 'cutover' && step === 'restore';
}

async function skipLater(
  tx: Knex.Transaction,
  migrationId: string,
  failed: Member,
  now: Date,
): Promise<void> {
  await tx('items')
    .where({ migration_id: migrationId, state: 'queued' })
    .where('step_order', '>', failed.step_order)
    .whereNot('step', 'restore')
    .update({
      state: 'canceled',
      outcome: null,
      phase: null,
      waiting_for: null,
      finished_at: now,
      error: JSON.stringify({
        code: 'STEP_NOT_REACHED',
        message: `Not begun, because the step before did not succeed: ${
          STEP_NAMES[failed.step as StepId]
        }`,
        hint: 'Look at the items of that step. When the cause is mended, retry the migration.',
        attempts: 0,
      }),
    });
}

/** The application stands still: what can no longer succeed is not worth waiting for. */
async function giveUp(
  tx: Knex.Transaction,
  migrationId: string,
  now: Date,
): Promise<void> {
  const open = () =>
    tx('items')
      .where({ migration_id: migrationId, step: 'final' })
      .andWhere(undecided =>
        undecided.whereNull('outcome').orWhere('outcome', 'retry'),
      );
  await open()
    .where({ state: 'queued', attempt: 0 })
    .whereNull('lease_token')
    .update({ state: 'canceled', cancel_requested: true, finished_at: now });
  await open()
    .whereIn('state', ['queued', 'running'])
    .update({ state: 'canceling', cancel_requested: true, next_run_at: now });
}

async function addRestore(
  tx: Knex.Transaction,
  row: MigrationRow,
  now: Date,
): Promise<void> {
  const items: Member[] = await tx('items')
    .where('migration_id', row.id)
    .select('step', 'step_order', 'state', 'attempt', 'position');
  const stopping = items.find(({ step }) => step === 'quiesce');
  if (
    !stopping?.attempt ||
    items.some(
      ({ step, state }) =>
        step === 'restore' || (ACTIVE_STATES as string[]).includes(state),
    )
  ) {
    return;
  }
  await tx('items').insert({
    id: uuid(),
    migration_id: row.id,
    position: Math.max(...items.map(({ position }) => position)) + 1,
    kind: 'workload',
    name: STEP_NAMES.restore,
    spec: '{}',
    source: '{}',
    target: '{}',
    state: 'queued',
    step: 'restore',
    step_order: stepsOf('cutover').indexOf('restore'),
    attempt: 0,
    attempt_limit: RESTORE_ATTEMPTS,
    next_run_at: now,
  });
  await insertEvents(
    tx,
    [
      {
        migrationId: row.id,
        level: 'warn',
        type: 'migration.restoring',
        message:
          'The cutover did not succeed: what it stopped in the source cluster is started again',
      },
    ],
    now,
  );
}
