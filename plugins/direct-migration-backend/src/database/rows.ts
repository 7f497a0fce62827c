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
  Item,
  ItemError,
  Migration,
  MigrationOptions,
  MigrationEvent,
  Plan,
  Preflight,
  Progress,
  State,
  TagsProgress,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { JsonObject } from '@backstage/types';
import type { StepId } from '../steps/stepsOf';
import type { ItemOutcome, StoredItem } from './StoredItem';

/** A timestamp as the drivers return it: SQLite stores and returns epoch milliseconds, PostgreSQL a Date. */
export type StoredTime = Date | number | string;

/** Row of `plans`. */
export interface PlanRow {
  id: string;
  name: string;
  description: string | null;
  entity_ref: string | null;
  source_cluster: string;
  target_cluster: string;
  content: string;
  created_by: string;
  created_at: StoredTime;
  updated_at: StoredTime;
}

/** Row of `migrations`. */
export interface MigrationRow {
  id: string;
  plan_id: string;
  plan_name: string;
  type: string;
  state: string;
  entity_ref: string | null;
  source_cluster: string;
  target_cluster: string;
  plan: string;
  preflight: string | null;
  options: string | null;
  initiated_by: string;
  idempotency_key: string | null;
  notified_at?: StoredTime | null;
  cancel_requested: boolean | number;
  created_at: StoredTime;
  started_at: StoredTime | null;
  finished_at: StoredTime | null;
  /** Of all items, once it has ended. */
  bytes_done?: number | null;
}

/** Row of `items`. */
export interface ItemRow {
  id: string;
  migration_id: string;
  position: number;
  kind: string;
  step: string;
  step_order: number;
  name: string;
  spec: string;
  source: string;
  target: string;
  state: string;
  outcome: string | null;
  phase: string | null;
  waiting_for: string | null;
  waiting_since: StoredTime | null;
  attempt: number;
  attempt_limit: number;
  bytes_done: number | null;
  bytes_total: number | null;
  files_done: number | null;
  files_total: number | null;
  bytes_per_second: number | null;
  eta_seconds: number | null;
  tag_progress: string | null;
  error: string | null;
  result: string | null;
  memo: string | null;
  cancel_requested: boolean | number;
  lease_token: string | null;
  lease_until: StoredTime | null;
  next_run_at: StoredTime;
  deadline_at: StoredTime | null;
  cleanup_deadline_at: StoredTime | null;
  kept_until: StoredTime | null;
  started_at: StoredTime | null;
  finished_at: StoredTime | null;
}

/** Row of `events`. */
export interface EventRow {
  id: number | string;
  migration_id: string;
  item_id: string | null;
  time: StoredTime;
  level: string;
  type: string;
  message: string;
}

function toDate(value: StoredTime | null): Date | undefined {
  return value === null ? undefined : new Date(value);
}

function toIso(value: StoredTime | null): string | undefined {
  return toDate(value)?.toISOString();
}

function parse<T>(value: string | null): T | undefined {
  return value === null ? undefined : JSON.parse(value);
}

/** Leaves out what is undefined, so that stored and answered objects are the same after JSON. */
function compact<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined),
  ) as T;
}

/** Maps a row of `plans`. */
export function toPlan(row: PlanRow): Plan {
  return compact<Plan>({
    id: row.id,
    name: row.name,
    description: row.description ?? undefined,
    entityRef: row.entity_ref ?? undefined,
    sourceCluster: row.source_cluster,
    targetCluster: row.target_cluster,
    ...(JSON.parse(row.content) as Pick<
      Plan,
      'namespaces' | 'volumes' | 'images' | 'options'
    >),
    createdAt: new Date(row.created_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
    createdBy: row.created_by,
  });
}

/** Maps a plan to its row. */
export function fromPlan(plan: Plan): PlanRow {
  const { namespaces, volumes, images, options } = plan;
  return {
    id: plan.id,
    name: plan.name,
    description: plan.description ?? null,
    entity_ref: plan.entityRef ?? null,
    source_cluster: plan.sourceCluster,
    target_cluster: plan.targetCluster,
    content: JSON.stringify({ namespaces, volumes, images, options }),
    created_by: plan.createdBy,
    created_at: new Date(plan.createdAt),
    updated_at: new Date(plan.updatedAt),
  };
}

/** Maps a row of `migrations`; items and sums come from elsewhere. */
export function toMigration(
  row: MigrationRow,
): Omit<Migration, 'items' | 'itemCounts' | 'progress' | 'steps'> {
  return compact({
    id: row.id,
    planId: row.plan_id,
    planName: row.plan_name,
    type: row.type as Migration['type'],
    state: row.state as State,
    entityRef: row.entity_ref ?? undefined,
    sourceCluster: row.source_cluster,
    targetCluster: row.target_cluster,
    initiatedBy: row.initiated_by,
    createdAt: new Date(row.created_at).toISOString(),
    startedAt: toIso(row.started_at),
    finishedAt: toIso(row.finished_at),
    preflight: parse<Preflight>(row.preflight),
    options: parse<MigrationOptions>(row.options),
  });
}

function toProgress(row: ItemRow): Progress | undefined {
  if (row.bytes_done === null || row.files_done === null) {
    return undefined;
  }
  return compact<Progress>({
    bytesDone: row.bytes_done,
    bytesTotal: row.bytes_total ?? undefined,
    filesDone: row.files_done,
    filesTotal: row.files_total ?? undefined,
    bytesPerSecond: row.bytes_per_second ?? undefined,
    etaSeconds: row.eta_seconds ?? undefined,
  });
}

/** Maps progress to its columns. */
export function fromProgress(progress: Progress | null): Partial<ItemRow> {
  return {
    bytes_done: progress?.bytesDone ?? null,
    bytes_total: progress?.bytesTotal ?? null,
    files_done: progress?.filesDone ?? null,
    files_total: progress?.filesTotal ?? null,
    bytes_per_second: progress?.bytesPerSecond ?? null,
    eta_seconds: progress?.etaSeconds ?? null,
  };
}

/** Maps a row of `items` for the worker. */
export function toStoredItem(row: ItemRow): StoredItem {
  return {
    id: row.id,
    migrationId: row.migration_id,
    kind: row.kind as Item['kind'],
    step: row.step as StepId,
    name: row.name,
    spec: JSON.parse(row.spec),
    state: row.state as State,
    outcome: (row.outcome as ItemOutcome | null) ?? undefined,
    phase: row.phase ?? undefined,
    waitingSince: toDate(row.waiting_since),
    attempt: row.attempt,
    attemptLimit: row.attempt_limit,
    progress: toProgress(row),
    tagProgress: parse<TagsProgress>(row.tag_progress),
    error: parse<ItemError>(row.error),
    memo: parse<JsonObject>(row.memo) ?? {},
    cancelRequested: Boolean(row.cancel_requested),
    deadlineAt: toDate(row.deadline_at),
    cleanupDeadlineAt: toDate(row.cleanup_deadline_at),
    keptUntil: toDate(row.kept_until),
    startedAt: toDate(row.started_at),
  };
}

/** Maps a row of `items` for readers. */
export function toItem(row: ItemRow): Item {
  return compact<Item>({
    id: row.id,
    migrationId: row.migration_id,
    kind: row.kind as Item['kind'],
    step: row.step,
    name: row.name,
    source: JSON.parse(row.source),
    target: JSON.parse(row.target),
    state: row.state as State,
    phase: row.phase ?? undefined,
    waitingFor: row.waiting_for ?? undefined,
    attempts: row.attempt,
    progress: toProgress(row),
    tagProgress:
      row.finished_at === null
        ? parse<TagsProgress>(row.tag_progress)
        : undefined,
    error: parse<ItemError>(row.error),
    result: parse<JsonObject>(row.result),
    startedAt: toIso(row.started_at),
    finishedAt: toIso(row.finished_at),
    keptUntil: toIso(row.kept_until),
  });
}

/** Maps a row of `events`. */
export function toEvent(row: EventRow): MigrationEvent {
  return compact<MigrationEvent>({
    id: String(row.id),
    migrationId: row.migration_id,
    itemId: row.item_id ?? undefined,
    time: new Date(row.time).toISOString(),
    level: row.level as MigrationEvent['level'],
    type: row.type,
    message: row.message,
  });
}
