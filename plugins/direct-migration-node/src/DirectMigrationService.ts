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
import type {
  Cluster,
  ImageRepository,
  Item,
  ListEventsOptions,
  ListImagesOptions,
  ListMigrationsOptions,
  ListPlansOptions,
  Migration,
  MigrationConfirmation,
  MigrationEvent,
  MigrationInput,
  MigrationType,
  Namespace,
  Page,
  Plan,
  PlanInput,
  PlanPatch,
  Preflight,
  Volume,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/**
 * On whose behalf a call is made.
 * @public
 */
export interface DirectMigrationServiceRequestOptions {
  /** Permissions are checked for, and runs are attributed to, the principal of these credentials. */
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/**
 * The REST API for other backend plugins. Every method throws `ResponseError` of `@backstage/errors`; our `code`, `hint`
 * and `field` are in its `body.error`.
 * @public
 */
export interface DirectMigrationService {
  listClusters(
    options: DirectMigrationServiceRequestOptions,
  ): Promise<Cluster[]>;
  /** @param entityRef - full ref of the cluster, `resource:default/east` */
  listNamespaces(
    entityRef: string,
    options: DirectMigrationServiceRequestOptions,
  ): Promise<Namespace[]>;
  listVolumes(
    entityRef: string,
    namespace: string,
    options: DirectMigrationServiceRequestOptions,
  ): Promise<Volume[]>;
  listImages(
    entityRef: string,
    namespace: string,
    filter: ListImagesOptions,
    options: DirectMigrationServiceRequestOptions,
  ): Promise<ImageRepository[]>;
  listPlans(
    filter: ListPlansOptions,
    options: DirectMigrationServiceRequestOptions,
  ): Promise<Page<Plan>>;
  /** @param options - the same `idempotencyKey` of the same caller gives the same plan */
  createPlan(
    plan: PlanInput,
    options: DirectMigrationServiceRequestOptions & { idempotencyKey?: string },
  ): Promise<Plan>;
  getPlan(
    id: string,
    options: DirectMigrationServiceRequestOptions,
  ): Promise<Plan>;
  updatePlan(
    id: string,
    patch: PlanPatch,
    options: DirectMigrationServiceRequestOptions,
  ): Promise<Plan>;
  deletePlan(
    id: string,
    options: DirectMigrationServiceRequestOptions & { confirm: 'delete' },
  ): Promise<void>;
  /** For a stage, unless `options.type` says otherwise. */
  preflightPlan(
    id: string,
    options: DirectMigrationServiceRequestOptions & { type?: MigrationType },
  ): Promise<Preflight>;
  /** The preflight of a plan that is not stored. */
  previewPlan(
    plan: PlanInput,
    options: DirectMigrationServiceRequestOptions,
  ): Promise<Preflight>;
  listMigrations(
    filter: ListMigrationsOptions,
    options: DirectMigrationServiceRequestOptions,
  ): Promise<Page<Migration>>;
  startMigration(
    input: MigrationInput,
    options: DirectMigrationServiceRequestOptions,
  ): Promise<Migration>;
  getMigration(
    id: string,
    options: DirectMigrationServiceRequestOptions,
  ): Promise<Migration>;
  listEvents(
    migrationId: string,
    filter: ListEventsOptions,
    options: DirectMigrationServiceRequestOptions,
  ): Promise<Page<MigrationEvent>>;
  cancelMigration(
    id: string,
    options: DirectMigrationServiceRequestOptions & { confirm: 'cancel' },
  ): Promise<Migration>;
  retryMigration(
    id: string,
    options: DirectMigrationServiceRequestOptions & {
      confirm?: MigrationConfirmation;
    },
  ): Promise<Migration>;
  cancelItem(
    migrationId: string,
    itemId: string,
    options: DirectMigrationServiceRequestOptions & { confirm: 'cancel' },
  ): Promise<Item>;
  removeKept(
    migrationId: string,
    itemId: string,
    options: DirectMigrationServiceRequestOptions & { confirm: 'removeKept' },
  ): Promise<Item>;
  retryItem(
    migrationId: string,
    itemId: string,
    options: DirectMigrationServiceRequestOptions & {
      confirm?: MigrationConfirmation;
    },
  ): Promise<Item>;
}
