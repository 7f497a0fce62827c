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
  MigrationOptions,
  MigrationType,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { v4 as uuid } from 'uuid';
import { insertEvents, withoutNul } from './DatabaseEventsStore';
import { lockFreeRows, runAlone } from './dialect';
import type {
  ClaimedItem,
  ClaimFilter,
  ItemQueue,
  LeaseRef,
} from './ItemQueue';
import { lockMigration, refreshMigration } from './refreshMigration';
import {
  fromProgress,
  toStoredItem,
  type ItemRow,
  type MigrationRow,
} from './rows';
import { ACTIVE_STATES } from './states';
import type { ItemPatch, NewEvent, StoredItem } from './StoredItem';
import { withinLimits } from './withinLimits';

/** The queue of items in the plugin's database. */
export class DatabaseItemQueue implements ItemQueue {
  readonly #knex: Knex;
  readonly #now: () => Date;

  constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  async claim(
    options: { leaseUntil: Date } & ClaimFilter,
  ): Promise<ClaimedItem | undefined> {
    const { kind, limits, migrationIds } = options;
    const now = this.#now();
    const token = uuid();
    const row = await this.#knex.transaction(
      async (tx): Promise<ItemRow | undefined> => {
        if (limits) {
          // Two that count at once would both find the last slot.
          await runAlone(tx, 'claim');
        }
        const found: ItemRow | undefined = await lockFreeRows(
          tx,
          tx('items')
            .where(due => isDue(due, now))
            .andWhere(free => isFree(free, now))
            .modify(query => {
              if (kind) {
                query.where('kind', kind);
              }
              if (migrationIds) {
                query.whereIn('migration_id', migrationIds);
              }
              if (limits) {
                withinLimits(query, { now, limits });
              }
            })
            .orderBy('next_run_at', 'asc')
            .orderBy('weight', 'desc')
            .orderBy('position', 'asc')
            .first(),
        );
        if (!found) {
          return undefined;
        }
        // Where there are no row locks, somebody may have been faster: then this changes nothing.
        const taken = await tx('items')
          .where('id', found.id)
          .andWhere(due => isDue(due, now))
          .andWhere(free => isFree(free, now))
          .update({ lease_token: token, lease_until: options.leaseUntil });
        return taken === 1 ? found : undefined;
      },
    );
    if (!row) {
      return undefined;
    }
    const migration = await this.#knex<MigrationRow>('migrations')
      .where('id', row.migration_id)
      .first('plan', 'type', 'options');
    return (
      migration && {
        lease: { itemId: row.id, migrationId: row.migration_id, token },
        item: toStoredItem(row),
        plan: JSON.parse(migration.plan) as Plan,
        type: migration.type as MigrationType,
        options: JSON.parse(migration.options ?? '{}') as MigrationOptions,
      }
    );
  }

  async siblings(of: {
    migrationId: string;
    kind: StoredItem['kind'];
  }): Promise<StoredItem[]> {
    const rows: ItemRow[] = await this.#knex('items')
      .where({ migration_id: of.migrationId, kind: of.kind })
      .orderBy('position', 'asc');
    return rows.map(toStoredItem);
  }

  async heartbeat(
    lease: LeaseRef,
    options: { leaseUntil: Date },
  ): Promise<{ cancelRequested: boolean } | undefined> {
    const changed = await this.#held(this.#knex, lease).update({
      lease_until: options.leaseUntil,
    });
    if (changed === 0) {
      return undefined;
    }
    const row = await this.#held(this.#knex, lease).first('cancel_requested');
    return row && { cancelRequested: Boolean(row.cancel_requested) };
  }

  async save(
    lease: LeaseRef,
    patch: ItemPatch,
    events: NewEvent[] = [],
  ): Promise<boolean> {
    return await this.#knex.transaction(async tx => {
      if (patch.state) {
        await lockMigration(tx, lease.migrationId);
      }
      const columns = toColumns(patch);
      if (patch.state === 'running' || patch.state === 'queued') {
        const row = await this.#held(tx, lease).first('cancel_requested');
        if (row?.cancel_requested) {
          delete columns.state;
        }
      }
      const query = this.#held(tx, lease);
      const held =
        Object.keys(columns).length > 0
          ? (await query.update(columns)) > 0
          : Boolean(await query.first('id'));
      if (!held) {
        return false;
      }
      await insertEvents(tx, events, this.#now());
      if (columns.state) {
        await refreshMigration(tx, lease.migrationId, this.#now());
      }
      return true;
    });
  }

  async release(lease: LeaseRef, options?: { resumeAt?: Date }): Promise<void> {
    await this.#held(this.#knex, lease).update({
      ...(options?.resumeAt && { next_run_at: options.resumeAt }),
      lease_token: null,
      lease_until: null,
    });
  }

  #held(knex: Knex, lease: LeaseRef): Knex.QueryBuilder<ItemRow, any> {
    return knex<ItemRow>('items').where({
      id: lease.itemId,
      lease_token: lease.token,
    });
  }
}

/** Something is to be moved, or what a failed item has kept is to be removed. */
function isDue(query: Knex.QueryBuilder, now: Date): void {
  query
    .where(active =>
      active
        .whereIn('items.state', ACTIVE_STATES)
        .where('items.next_run_at', '<=', now)
        .andWhere(isItsTurn),
    )
    .orWhere('items.kept_until', '<=', now);
}

function isFree(query: Knex.QueryBuilder, now: Date): void {
  query.whereNull('lease_until').orWhere('lease_until', '<=', now);
}

/**
 * The order of the steps, where nothing can go around it. What brings an application back does not need success of
 * what was before, only its end.
 */
function isItsTurn(query: Knex.QueryBuilder): void {
  query.where('items.step_order', 0).orWhereNotExists(earlier =>
    earlier
      .select(1)
      .from('items as earlier')
      .whereRaw('earlier.migration_id = items.migration_id')
      .whereRaw('earlier.step_order < items.step_order')
      .andWhere(open =>
        open
          .whereIn('earlier.state', ACTIVE_STATES)
          .orWhere(failed =>
            failed
              .whereNot('items.step', 'restore')
              .whereNot('earlier.state', 'succeeded'),
          ),
      ),
  );
}

function toColumns(patch: ItemPatch): Partial<ItemRow> {
  const json = (value: object | null | undefined) =>
    value ? JSON.stringify(value) : value;
  const columns: Partial<ItemRow> = {
    state: patch.state,
    outcome: patch.outcome,
    phase: patch.phase,
    waiting_for: patch.waitingFor && withoutNul(patch.waitingFor),
    waiting_since: patch.waitingSince,
    attempt: patch.attempt,
    tag_progress: json(patch.tagProgress),
    error: json(patch.error),
    result: json(patch.result),
    memo: json(patch.memo),
    next_run_at: patch.nextRunAt,
    deadline_at: patch.deadlineAt,
    cleanup_deadline_at: patch.cleanupDeadlineAt,
    kept_until: patch.keptUntil,
    started_at: patch.startedAt,
    finished_at: patch.finishedAt,
    ...(patch.progress !== undefined && fromProgress(patch.progress)),
  };
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  );
}
