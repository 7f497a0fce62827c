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

import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type {
  Migration,
  Page,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { describeSteps } from '../steps/describeSteps';
import { insertEvents } from './DatabaseEventsStore';
import { insertMigration } from './insertMigration';
import { listMigrations } from './listMigrations';
import type {
  ListMigrationsStoreOptions,
  MigrationCommand,
  MigrationsStore,
  NewMigration,
} from './MigrationsStore';
import { stepsOf } from '../steps/stepsOf';
import { cutoverNotEndedError, planBusyError } from './planErrors';
import { lockMigration, refreshMigration } from './refreshMigration';
import { requestRemoval } from './requestRemoval';
import { toItem, toMigration, type ItemRow, type MigrationRow } from './rows';
import { ACTIVE_STATES, RETRYABLE_STATES } from './states';
import { summarizeItems } from './summarizeItems';

const WARM = stepsOf('cutover').indexOf('warm');

/** Migrations in the plugin's database. */
export class DatabaseMigrationsStore implements MigrationsStore {
  readonly #knex: Knex;
  readonly #now: () => Date;

  constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  async create(
    migration: NewMigration,
  ): Promise<{ id: string; existing: boolean }> {
    try {
      const id = await this.#knex.transaction(tx =>
        insertMigration(tx, migration, this.#now()),
      );
      return { id, existing: false };
    } catch (error) {
      // The same request may have come twice at once; then the plan is busy with, or the key is taken by, the other one.
      if (
        migration.idempotencyKey &&
        (isDatabaseConflictError(error) || isPlanBusy(error))
      ) {
        const existing = await this.#findId(
          migration.initiatedBy,
          migration.idempotencyKey,
        );
        if (existing) {
          return { id: existing, existing: true };
        }
      }
      throw error;
    }
  }

  async get(id: string): Promise<Migration | undefined> {
    const row = await this.#knex<MigrationRow>('migrations')
      .where({ id })
      .first();
    if (!row) {
      return undefined;
    }
    const rows: ItemRow[] = await this.#knex<ItemRow>('items')
      .where('migration_id', id)
      .orderBy('position', 'asc');
    const sums = await summarizeItems(this.#knex, [id]);
    const migration = toMigration(row);
    const items = rows.map(toItem);
    return {
      ...migration,
      ...sums(id),
      steps: describeSteps(migration.type, items),
      items,
    };
  }

  async getPlan(id: string): Promise<Plan | undefined> {
    const row = await this.#knex<MigrationRow>('migrations')
      .where('id', id)
      .first('plan');
    return row && (JSON.parse(row.plan) as Plan);
  }

  async findByIdempotencyKey(options: {
    initiatedBy: string;
    idempotencyKey: string;
  }): Promise<Migration | undefined> {
    const id = await this.#findId(options.initiatedBy, options.idempotencyKey);
    return id ? this.get(id) : undefined;
  }

  async list(options: ListMigrationsStoreOptions): Promise<Page<Migration>> {
    return listMigrations(this.#knex, { ...options, now: this.#now() });
  }

  async cancel(command: MigrationCommand): Promise<number> {
    const { migrationId, itemId, by } = command;
    const now = this.#now();
    return await this.#knex.transaction(async tx => {
      const row = await lockMigration(tx, migrationId);
      if (!row) {
        return 0;
      }
      const items = () =>
        tx('items')
          .where({ migration_id: migrationId, ...(itemId && { id: itemId }) })
          // An application is never left stopped: what starts it again after a cutover cannot be canceled.
          .modify(
            open => row.type === 'cutover' && open.whereNot('step', 'restore'),
          );
      // What no worker has touched yet has nothing to be removed; but one copier may already be at all of the images.
      const untouched = await items()
        .where({ state: 'queued', attempt: 0 })
        .whereNull('outcome')
        .whereNull('lease_token')
        .andWhere(alone =>
          alone
            .where('kind', 'volume')
            .orWhereNotExists(
              tx('items as begun')
                .where({ migration_id: migrationId, kind: 'image' })
                .where('attempt', '>', 0),
            ),
        )
        .update({
          state: 'canceled',
          cancel_requested: true,
          finished_at: now,
        });
      // What is already decided and only being cleaned up ends as it was decided.
      const running = await items()
        .whereIn('state', ['queued', 'running'])
        .andWhere(open => open.whereNull('outcome').orWhere('outcome', 'retry'))
        .update({
          state: 'canceling',
          cancel_requested: true,
          next_run_at: now,
        });
      const concerned = untouched + running;
      if (concerned > 0) {
        if (!itemId) {
          await tx('migrations')
            .where('id', migrationId)
            .update({ cancel_requested: true });
        }
        await insertEvents(
          tx,
          [
            {
              migrationId,
              itemId,
              level: 'info',
              type: itemId
                ? 'item.cancelRequested'
                : 'migration.cancelRequested',
              message: `Canceled by ${by}`,
            },
          ],
          now,
        );
        await refreshMigration(tx, migrationId, now);
      }
      return concerned;
    });
  }

  async retry(command: MigrationCommand): Promise<number> {
    const { migrationId, itemId, by } = command;
    const now = this.#now();
    return await this.#knex.transaction(async tx => {
      const row = await lockMigration(tx, migrationId);
      if (!row) {
        return 0;
      }
      const other = await tx('migrations')
        .where('plan_id', row.plan_id)
        .whereNot('id', migrationId)
        .whereIn('state', ACTIVE_STATES)
        .first('id');
      if (other) {
        throw planBusyError(other.id);
      }
      if (
        row.type === 'cutover' &&
        (ACTIVE_STATES as string[]).includes(row.state)
      ) {
        throw cutoverNotEndedError(migrationId);
      }
      const plan: Plan = JSON.parse(row.plan);
      const cutover = row.type === 'cutover' && !itemId;
      if (cutover) {
        // Added anew should it be needed anew.
        await tx('items')
          .where({ migration_id: migrationId, step: 'restore' })
          .delete();
      }
      const failed = () =>
        tx('items')
          .where({ migration_id: migrationId, ...(itemId && { id: itemId }) })
          .whereIn('state', RETRYABLE_STATES);
      const again =
        cutover && (await failed().first('id'))
          ? // The application has run in between: it has to be stopped again, and nothing that was copied is final.
            tx('items')
              .where('migration_id', migrationId)
              .andWhere(some =>
                some
                  .whereIn('state', RETRYABLE_STATES)
                  .orWhere('step_order', '>', WARM),
              )
          : failed();
      const concerned = await again.update({
        state: 'queued',
        // Whatever the last attempt left behind, or was told to keep, goes before the next one begins.
        outcome: tx.raw("case when attempt > 0 then 'retry' end"),
        attempt_limit: tx.raw('attempt + ?', [maxAttemptsOf(plan)]),
        cancel_requested: false,
        phase: null,
        waiting_for: null,
        error: null,
        result: null,
        next_run_at: now,
        deadline_at: null,
        cleanup_deadline_at: null,
        kept_until: null,
        finished_at: null,
      });
      if (concerned > 0) {
        await tx('migrations')
          .where('id', migrationId)
          .update({ cancel_requested: false });
        await insertEvents(
          tx,
          [
            {
              migrationId,
              itemId,
              level: 'info',
              type: itemId ? 'item.retryRequested' : 'migration.retryRequested',
              message: `Queued again by ${by}`,
            },
          ],
          now,
        );
        await refreshMigration(tx, migrationId, now);
      }
      return concerned;
    });
  }

  async removeKept(command: MigrationCommand): Promise<number> {
    return requestRemoval(this.#knex, command, this.#now());
  }

  async #findId(
    initiatedBy: string,
    idempotencyKey: string,
  ): Promise<string | undefined> {
    const row = await this.#knex<MigrationRow>('migrations')
      .where({ initiated_by: initiatedBy, idempotency_key: idempotencyKey })
      .first('id');
    return row?.id;
  }
}

/** Attempts that each item of a plan has. */
export function maxAttemptsOf(plan: Plan): number {
  return plan.options.maxAttempts ?? 3;
}

function isPlanBusy(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'PLAN_BUSY';
}
