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
import { v4 as uuid } from 'uuid';
import { insertEvents } from './DatabaseEventsStore';
import { lockIdlePlan } from './DatabasePlansStore';
import { stepsOf } from '../steps/stepsOf';
import type { NewMigration } from './MigrationsStore';
import { storeNamespaces } from './permissionNamespaces';
import { planChangedError } from './planErrors';

/** Rows per INSERT; SQLite allows 32,766 values in one statement. */
const INSERT_CHUNK = 200;

/**
 * Stores a migration of an idle plan that still is as it was read, with its items, all queued.
 * @throws MigrationError `PLAN_NOT_FOUND`, `PLAN_CHANGED`, `PLAN_BUSY`
 */
export async function insertMigration(
  tx: Knex.Transaction,
  migration: NewMigration,
  now: Date,
): Promise<string> {
  const { plan } = migration;
  const id = uuid();
  const stored = await lockIdlePlan(tx, plan.id);
  if (stored.updatedAt !== plan.updatedAt) {
    throw planChangedError(plan.id);
  }
  await tx('migrations').insert({
    id,
    plan_id: plan.id,
    plan_name: plan.name,
    type: migration.type,
    state: 'queued',
    entity_ref: plan.entityRef ?? null,
    source_cluster: plan.sourceCluster,
    target_cluster: plan.targetCluster,
    plan: JSON.stringify(plan),
    preflight: JSON.stringify(migration.preflight),
    options: migration.options ? JSON.stringify(migration.options) : null,
    initiated_by: migration.initiatedBy,
    idempotency_key: migration.idempotencyKey ?? null,
    max_parallel: plan.options.maxParallel ?? null,
    created_at: now,
  });
  await storeNamespaces(tx, 'migration', id, plan);
  const steps = stepsOf(migration.type);
  const rows = migration.items.map((item, position) => ({
    id: uuid(),
    migration_id: id,
    position,
    kind: item.kind,
    step: item.step,
    step_order: steps.indexOf(item.step),
    name: item.name,
    spec: JSON.stringify(item.spec),
    source: JSON.stringify(item.source),
    target: JSON.stringify(item.target),
    state: 'queued',
    weight: item.weight ?? 0,
    node: item.node ?? null,
    attempt: 0,
    attempt_limit: migration.maxAttempts,
    next_run_at: now,
  }));
  for (let start = 0; start < rows.length; start += INSERT_CHUNK) {
    await tx('items').insert(rows.slice(start, start + INSERT_CHUNK));
  }
  await insertEvents(
    tx,
    [
      {
        migrationId: id,
        level: 'info',
        type: 'migration.created',
        message: `Started by ${migration.initiatedBy} with ${rows.length} ${
          rows.length === 1 ? 'item' : 'items'
        }`,
      },
    ],
    now,
  );
  return id;
}
