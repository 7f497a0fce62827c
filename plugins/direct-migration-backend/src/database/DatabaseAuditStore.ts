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
  AuditEntry,
  Page,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import type {
  AuditCompletion,
  AuditFilter,
  AuditStore,
  NewAuditEntry,
} from './AuditStore';
import { decodeCursor, encodeCursor } from './cursor';
import { withoutNul } from './DatabaseEventsStore';
import type { MigrationRow, PlanRow, StoredTime } from './rows';

/** Longest message of an entry, in characters. */
const MAX_MESSAGE_LENGTH = 2_000;

const REMOVED_AT_ONCE = 1_000;

const cursorSchema = z.object({ before: z.number().int().positive() });

interface AuditRow {
  id: number | string;
  time: StoredTime;
  actor: string;
  action: string;
  result: string | null;
  plan_id: string | null;
  plan_name: string | null;
  migration_id: string | null;
  migration_type: string | null;
  item_id: string | null;
  entity_ref: string | null;
  source_cluster: string | null;
  target_cluster: string | null;
  error_code: string | null;
  message: string | null;
}

/** The audit trail in the plugin's database. What it names is written down, since plans may be deleted. */
export class DatabaseAuditStore implements AuditStore {
  readonly #knex: Knex;
  readonly #now: () => Date;

  constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  async begin(entry: NewAuditEntry): Promise<number> {
    const [row] = await this.#knex('audit')
      .insert({
        time: this.#now(),
        actor: entry.actor.slice(0, 255),
        action: entry.action,
        migration_type: entry.migrationType?.slice(0, 20) ?? null,
        item_id: idOrNull(entry.itemId),
        ...(await this.#describe(entry)),
      })
      .returning('id');
    return Number(row.id);
  }

  async complete(id: number, completion: AuditCompletion): Promise<void> {
    const { result, errorCode, message } = completion;
    const named =
      completion.planId || completion.migrationId
        ? await this.#describe(completion)
        : {};
    await this.#knex('audit')
      .where({ id })
      .whereNull('result')
      .update({
        ...named,
        result,
        error_code: errorCode?.slice(0, 100) ?? null,
        message: message
          ? withoutNul(message).slice(0, MAX_MESSAGE_LENGTH)
          : null,
      });
  }

  async list(
    filter: AuditFilter,
    page: { limit: number; cursor?: string },
  ): Promise<Page<AuditEntry>> {
    const before =
      page.cursor && decodeCursor(page.cursor, cursorSchema).before;
    const newest = () =>
      this.#knex('audit')
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
    const matching = () => {
      const query = newest();
      applyFilter(query, filter);
      return before ? query.where('id', '<', before) : query;
    };
    const { cluster } = filter;
    // Each side by its own index: with an OR, SQLite reads and sorts everything that there ever was of the cluster.
    const ofSide = (column: 'source_cluster' | 'target_cluster') =>
      this.#knex
        .select('id')
        .from(matching().where(column, cluster!).select('id').as(column));
    const rows: AuditRow[] = await (cluster === undefined
      ? matching()
      : newest().whereIn(
          'id',
          ofSide('source_cluster').unionAll(ofSide('target_cluster')),
        ));
    const items = rows.slice(0, page.limit).map(toEntry);
    return {
      items,
      pageInfo:
        rows.length > page.limit
          ? {
              nextCursor: encodeCursor({
                before: Number(items[items.length - 1].id),
              }),
            }
          : {},
    };
  }

  async removeBefore(time: Date): Promise<number> {
    let removed = 0;
    for (;;) {
      const batch = await this.#knex('audit')
        .whereIn(
          'id',
          this.#knex('audit')
            .select('id')
            .where('time', '<', time)
            .orderBy('id')
            .limit(REMOVED_AT_ONCE),
        )
        .delete();
      removed += batch;
      if (batch < REMOVED_AT_ONCE) {
        return removed;
      }
    }
  }

  async #describe(named: {
    planId?: string;
    migrationId?: string;
  }): Promise<Partial<AuditRow>> {
    const migration = named.migrationId
      ? await this.#knex<MigrationRow>('migrations')
          .where({ id: named.migrationId })
          .first()
      : undefined;
    const planId = migration?.plan_id ?? named.planId;
    const plan =
      planId && !migration
        ? await this.#knex<PlanRow>('plans').where({ id: planId }).first()
        : undefined;
    const known = migration ?? plan;
    return {
      plan_id: idOrNull(planId),
      plan_name: migration?.plan_name ?? plan?.name ?? null,
      migration_id: idOrNull(named.migrationId),
      ...(migration && { migration_type: migration.type }),
      entity_ref: known?.entity_ref ?? null,
      source_cluster: known?.source_cluster ?? null,
      target_cluster: known?.target_cluster ?? null,
    };
  }
}

/** Ids in requests may be anything; ours have 36 characters. */
function idOrNull(id: string | undefined): string | null {
  return id ? withoutNul(id).slice(0, 36) : null;
}

/** All but the cluster. */
function applyFilter(query: Knex.QueryBuilder, filter: AuditFilter): void {
  const { result } = filter;
  const columns = {
    actor: filter.actor,
    action: filter.action,
    entity_ref: filter.entityRef,
    plan_id: filter.planId,
    migration_id: filter.migrationId,
  };
  for (const [column, value] of Object.entries(columns)) {
    if (value !== undefined) {
      query.where(column, value);
    }
  }
  if (result === 'unknown') {
    query.whereNull('result');
  } else if (result !== undefined) {
    query.where('result', result);
  }
  if (filter.after) {
    query.where('time', '>=', filter.after);
  }
  if (filter.before) {
    query.where('time', '<', filter.before);
  }
}

function toEntry(row: AuditRow): AuditEntry {
  const optional = {
    planId: row.plan_id,
    planName: row.plan_name,
    migrationId: row.migration_id,
    migrationType: row.migration_type as AuditEntry['migrationType'] | null,
    itemId: row.item_id,
    entityRef: row.entity_ref,
    sourceCluster: row.source_cluster,
    targetCluster: row.target_cluster,
    errorCode: row.error_code,
    message: row.message,
  };
  return {
    id: String(row.id),
    time: new Date(row.time).toISOString(),
    actor: row.actor,
    action: row.action as AuditEntry['action'],
    result: (row.result ?? 'unknown') as AuditEntry['result'],
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== null),
    ) as Partial<AuditEntry>),
  };
}
