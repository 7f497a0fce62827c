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

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type {
  AuditEntry,
  Cluster,
  GetStatsOptions,
  ImageReferences,
  ImageRepository,
  Item,
  ItemLogs,
  ListAuditOptions,
  ListEventsOptions,
  ListImagesOptions,
  ListMigrationsOptions,
  ListPlansOptions,
  Migration,
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
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { DirectMigrationFilter } from '@direct-migration/backstage-plugin-direct-migration-node';

/** On whose behalf something is done. */
export interface CallOptions {
  credentials: BackstageCredentials;
}

/** On whose behalf something is done that cannot be undone, and that a person wants it. */
export interface ConfirmedOptions<T extends string> extends CallOptions {
  confirm?: T;
}

/** On whose behalf something is listed, and what of it they may see. */
export interface ListCallOptions extends CallOptions {
  permissionFilter?: PermissionCriteria<DirectMigrationFilter>;
}

/** On whose behalf a plan is made; the same key of the same caller gives the same plan. */
export interface CreatePlanOptions extends CallOptions {
  idempotencyKey?: string;
}

/** On whose behalf a plan is checked; `probe`: with pods that prove the way; `inspect`: with pods that look into the volumes. */
export interface PreflightOptions extends CallOptions {
  probe?: boolean;
  inspect?: boolean;
  /** For what type of migration; a stage, unless it says otherwise. */
  type?: MigrationType;
}

/** On whose behalf a migration is started. */
export interface StartOptions extends CallOptions {
  /** The plan as the caller was found to be allowed to start it. */
  plan?: Plan;
}

/** What lies in the clusters. */
export interface InventoryService {
  listClusters(options: CallOptions): Promise<Cluster[]>;
  listNamespaces(
    clusterRef: string,
    options: CallOptions,
  ): Promise<Namespace[]>;
  listVolumes(
    clusterRef: string,
    namespace: string,
    options: CallOptions,
  ): Promise<Volume[]>;
  listImages(
    clusterRef: string,
    namespace: string,
    filter: ListImagesOptions,
    options: CallOptions,
  ): Promise<ImageRepository[]>;
}

/** What to move. Failures are MigrationErrors. */
export interface PlansService {
  list(filter: ListPlansOptions, options: ListCallOptions): Promise<Page<Plan>>;
  get(id: string, options: CallOptions): Promise<Plan>;
  create(input: PlanInput, options: CreatePlanOptions): Promise<Plan>;
  update(id: string, patch: PlanPatch, options: CallOptions): Promise<Plan>;
  /** Refused unless it is confirmed. */
  delete(id: string, options: ConfirmedOptions<'delete'>): Promise<void>;
  preflight(id: string, options: PreflightOptions): Promise<Preflight>;
  /** The preflight of a plan that is not stored. */
  preview(
    input: PlanInput,
    options: Omit<PreflightOptions, 'probe'>,
  ): Promise<Preflight>;
}

/** Runs of plans. Failures are MigrationErrors. */
export interface MigrationsService {
  list(
    filter: ListMigrationsOptions,
    options: ListCallOptions,
  ): Promise<Page<Migration>>;
  get(id: string, options: CallOptions): Promise<Migration>;
  start(input: MigrationInput, options: StartOptions): Promise<Migration>;
  /** Refused unless it is confirmed. */
  cancel(id: string, options: ConfirmedOptions<'cancel'>): Promise<Migration>;
  /** Refused unless what needed to be confirmed at the start is confirmed anew. */
  retry(
    id: string,
    options: ConfirmedOptions<MigrationConfirmation>,
  ): Promise<Migration>;
  cancelItem(
    id: string,
    itemId: string,
    options: ConfirmedOptions<'cancel'>,
  ): Promise<Item>;
  /** What a failed item keeps in the clusters is removed now rather than when its time is over. */
  removeKept(
    id: string,
    itemId: string,
    options: ConfirmedOptions<'removeKept'>,
  ): Promise<Item>;
  retryItem(
    id: string,
    itemId: string,
    options: ConfirmedOptions<MigrationConfirmation>,
  ): Promise<Item>;
  getReport(id: string, options: CallOptions): Promise<MigrationReport>;
  /** What the item's pods wrote, of one attempt or of all; of those that run, up to now. */
  getItemLogs(
    id: string,
    itemId: string,
    filter: { attempt?: number },
    options: CallOptions,
  ): Promise<ItemLogs>;
  listEvents(
    id: string,
    filter: ListEventsOptions,
    options: CallOptions,
  ): Promise<Page<MigrationEvent>>;
}

/** Who did what. */
export interface AuditService {
  list(
    filter: ListAuditOptions,
    options: CallOptions,
  ): Promise<Page<AuditEntry>>;
  /** Everything that matches, newest first, whatever the pages. */
  export(
    filter: ListAuditOptions,
    options: CallOptions,
  ): AsyncIterable<AuditEntry>;
}

/** Counts over migrations. */
export interface StatsService {
  get(filter: GetStatsOptions, options: ListCallOptions): Promise<Stats>;
}

/** What image references are on the target. Failures are MigrationErrors. */
export interface ImageReferencesService {
  get(migrationId: string, options: CallOptions): Promise<ImageReferences>;
}
