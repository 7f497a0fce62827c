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
  Cluster,
  ImageRepository,
  Item,
  ItemLogs,
  Migration,
  ImageReferences,
  MigrationConfirmation,
  MigrationEvent,
  MigrationInput,
  MigrationReport,
  MigrationType,
  Namespace,
  Page,
  Plan,
  PlanInput,
  PlanPatch,
  Preflight,
  Stats,
  Volume,
} from '../types';
import type {
  GetStatsOptions,
  ListAuditOptions,
  ListEventsOptions,
  ListImagesOptions,
  ListMigrationsOptions,
  ListPlansOptions,
} from './filters';
import type { RequestOptions } from './RequestOptions';

/**
 * The REST API. Every method throws `ResponseError` from `@backstage/errors`; our `code`, `hint` and `field` are in its `body.error`.
 * @public
 */
export interface DirectMigrationApi {
  listClusters(options?: RequestOptions): Promise<Cluster[]>;
  /** @param entityRef - full ref of the cluster, `resource:default/east` */
  listNamespaces(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<Namespace[]>;
  listVolumes(
    entityRef: string,
    namespace: string,
    options?: RequestOptions,
  ): Promise<Volume[]>;
  listImages(
    entityRef: string,
    namespace: string,
    filter?: ListImagesOptions,
    options?: RequestOptions,
  ): Promise<ImageRepository[]>;
  listPlans(
    filter?: ListPlansOptions,
    options?: RequestOptions,
  ): Promise<Page<Plan>>;
  /** @param options - the same `idempotencyKey` of the same caller gives the same plan */
  createPlan(
    plan: PlanInput,
    options?: RequestOptions & { idempotencyKey?: string },
  ): Promise<Plan>;
  getPlan(id: string, options?: RequestOptions): Promise<Plan>;
  updatePlan(
    id: string,
    patch: PlanPatch,
    options?: RequestOptions,
  ): Promise<Plan>;
  /** @param options - `confirm`: that a person wants it deleted */
  deletePlan(
    id: string,
    options: RequestOptions & { confirm: 'delete' },
  ): Promise<void>;
  /**
   * For a stage, unless `type` says otherwise. `probe`: also proves the way by pods that it makes and removes again; `inspect`:
   * looks into the volumes by such pods; both take longer.
   */
  preflightPlan(
    id: string,
    options?: RequestOptions & {
      probe?: boolean;
      inspect?: boolean;
      type?: MigrationType;
    },
  ): Promise<Preflight>;
  /** The preflight of a plan that is not stored; for a stage, unless `type` says otherwise. `inspect` as for a stored one. */
  previewPlan(
    plan: PlanInput,
    options?: RequestOptions & { inspect?: boolean; type?: MigrationType },
  ): Promise<Preflight>;
  listMigrations(
    filter?: ListMigrationsOptions,
    options?: RequestOptions,
  ): Promise<Page<Migration>>;
  startMigration(
    input: MigrationInput,
    options?: RequestOptions,
  ): Promise<Migration>;
  getMigration(id: string, options?: RequestOptions): Promise<Migration>;
  listEvents(
    migrationId: string,
    filter?: ListEventsOptions,
    options?: RequestOptions,
  ): Promise<Page<MigrationEvent>>;
  /** What was moved, and how it was proved. */
  getReport(id: string, options?: RequestOptions): Promise<MigrationReport>;
  /** The same as CSV, with a line of headings. */
  exportReport(id: string, options?: RequestOptions): Promise<Blob>;
  /** What the item's pods wrote, of one attempt or of all; while the item runs, what they have written up to now. */
  getItemLogs(
    migrationId: string,
    itemId: string,
    filter?: { attempt?: number },
    options?: RequestOptions,
  ): Promise<ItemLogs>;
  /** All of it as plain text. */
  exportItemLogs(
    migrationId: string,
    itemId: string,
    options?: RequestOptions,
  ): Promise<Blob>;
  /** What image references of the source's workloads are on the target. */
  getImageReferences(
    migrationId: string,
    options?: RequestOptions,
  ): Promise<ImageReferences>;
  /** @param options - `confirm`: that a person wants it canceled */
  cancelMigration(
    id: string,
    options: RequestOptions & { confirm: 'cancel' },
  ): Promise<Migration>;
  /** @param options - `confirm`: what {@link confirmationOf} the migration says */
  retryMigration(
    id: string,
    options?: RequestOptions & { confirm?: MigrationConfirmation },
  ): Promise<Migration>;
  /** @param options - `confirm`: that a person wants it canceled */
  cancelItem(
    migrationId: string,
    itemId: string,
    options: RequestOptions & { confirm: 'cancel' },
  ): Promise<Item>;
  /**
   * Has what a failed item keeps in the clusters (`keptUntil`) removed now.
   *
   * @param options - `confirm`: that a person wants it removed
   */
  removeKept(
    migrationId: string,
    itemId: string,
    options: RequestOptions & { confirm: 'removeKept' },
  ): Promise<Item>;
  /** @param options - `confirm`: for an item that deletes volumes, `deleteTargetVolumes` */
  retryItem(
    migrationId: string,
    itemId: string,
    options?: RequestOptions & { confirm?: MigrationConfirmation },
  ): Promise<Item>;
  listAudit(
    filter?: ListAuditOptions,
    options?: RequestOptions,
  ): Promise<Page<AuditEntry>>;
  /** Every matching entry as CSV, with a line of headings. */
  exportAudit(
    filter?: Omit<ListAuditOptions, 'limit' | 'cursor'>,
    options?: RequestOptions,
  ): Promise<Blob>;
  getStats(filter?: GetStatsOptions, options?: RequestOptions): Promise<Stats>;
}
