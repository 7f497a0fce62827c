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
  Page,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { applyPermissionFilter } from './applyPermissionFilter';
import { decodeCreatedCursor, encodeCursor } from './cursor';
import { lockRows } from './dialect';
import {
  planBusyError,
  planChangedError,
  planNotFoundError,
} from './planErrors';
import { storeNamespaces } from './permissionNamespaces';
import type { ListPlansStoreOptions, PlansStore } from './PlansStore';
import { fromPlan, toPlan, type PlanRow } from './rows';
import { ACTIVE_STATES } from './states';

/** Plans in the plugin's database. */
export class DatabasePlansStore implements PlansStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async create(
    plan: Plan,
    options: { idempotencyKey?: string } = {},
  ): Promise<Plan> {
    const key = options.idempotencyKey;
    return this.#knex.transaction(async tx => {
      let stored = plan;
      if (key) {
        // One statement, so that of two requests at the same moment one finds what the other stored.
        await tx('plans')
          .insert({ ...fromPlan(plan), idempotency_key: key })
          .onConflict(['created_by', 'idempotency_key'])
          .ignore();
        const row = await tx<PlanRow>('plans')
          .where({ created_by: plan.createdBy, idempotency_key: key } as never)
          .first();
        stored = toPlan(row!);
      } else {
        await tx<PlanRow>('plans').insert(fromPlan(plan));
      }
      if (stored.id === plan.id) {
        await storeNamespaces(tx, 'plan', plan.id, plan);
      }
      return stored;
    });
  }

  async get(id: string): Promise<Plan | undefined> {
    const row = await this.#knex<PlanRow>('plans').where({ id }).first();
    return row && toPlan(row);
  }

  async list(options: ListPlansStoreOptions): Promise<Page<Plan>> {
    const query = this.#knex<PlanRow>('plans')
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(options.limit + 1);
    if (options.entityRef) {
      query.where('entity_ref', options.entityRef);
    }
    if (options.permissionFilter) {
      applyPermissionFilter(query, 'plans', options.permissionFilter);
    }
    if (options.cursor) {
      const { createdAt, id } = decodeCreatedCursor(options.cursor);
      query.andWhere(inner =>
        inner
          .where('created_at', '<', createdAt)
          .orWhere(same =>
            same.where('created_at', createdAt).where('id', '<', id),
          ),
      );
    }
    const rows: PlanRow[] = await query;
    const items = rows.slice(0, options.limit).map(toPlan);
    const last = items[items.length - 1];
    return {
      items,
      pageInfo:
        rows.length > options.limit
          ? {
              nextCursor: encodeCursor({
                createdAt: last.createdAt,
                id: last.id,
              }),
            }
          : {},
    };
  }

  async update(
    plan: Plan,
    options: { expectedUpdatedAt: string },
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      const stored = await lockIdlePlan(tx, plan.id);
      if (stored.updatedAt !== options.expectedUpdatedAt) {
        throw planChangedError(plan.id);
      }
      const { id, ...row } = fromPlan(plan);
      await tx<PlanRow>('plans').where({ id }).update(row);
      await storeNamespaces(tx, 'plan', id, plan);
    });
  }

  async delete(id: string): Promise<void> {
    await this.#knex.transaction(async tx => {
      await lockIdlePlan(tx, id);
      await tx<PlanRow>('plans').where({ id }).delete();
    });
  }
}

/** Locks a plan against the start of a migration until the transaction ends. */
export async function lockIdlePlan(
  tx: Knex.Transaction,
  id: string,
): Promise<Plan> {
  const row: PlanRow | undefined = await lockRows(
    tx,
    tx('plans').where({ id }).first(),
  );
  if (!row) {
    throw planNotFoundError(id);
  }
  const active = await tx('migrations')
    .where('plan_id', id)
    .whereIn('state', ACTIVE_STATES)
    .first('id');
  if (active) {
    throw planBusyError(active.id);
  }
  return toPlan(row);
}
