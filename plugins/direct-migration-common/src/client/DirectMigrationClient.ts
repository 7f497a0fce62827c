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
  ImageReferences,
  ImageRepository,
  Item,
  ItemLogs,
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
} from '../types';
import { AuditClient } from './AuditClient';
import { ClustersClient } from './ClustersClient';
import { ItemsClient } from './ItemsClient';
import { MigrationsClient } from './MigrationsClient';
import { PlansClient } from './PlansClient';
import type { DirectMigrationApi } from './DirectMigrationApi';
import type {
  GetStatsOptions,
  ListAuditOptions,
  ListEventsOptions,
  ListImagesOptions,
  ListMigrationsOptions,
  ListPlansOptions,
} from './filters';
import type { RequestOptions } from './RequestOptions';
import { RestConnection } from './RestConnection';

/** Typed by the generated schema, so that a change of `openapi.yaml` which breaks a caller does not compile. @public */
export class DirectMigrationClient implements DirectMigrationApi {
  readonly #clusters: ClustersClient;
  readonly #plans: PlansClient;
  readonly #migrations: MigrationsClient;
  readonly #items: ItemsClient;
  readonly #audit: AuditClient;

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi?: { fetch: typeof fetch };
  }) {
    const connection = new RestConnection(options);
    this.#clusters = new ClustersClient(connection);
    this.#plans = new PlansClient(connection);
    this.#migrations = new MigrationsClient(connection);
    this.#items = new ItemsClient(connection);
    this.#audit = new AuditClient(connection);
  }

  async listClusters(options?: RequestOptions): Promise<Cluster[]> {
    return this.#clusters.list(options);
  }

  async listNamespaces(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<Namespace[]> {
    return this.#clusters.listNamespaces(entityRef, options);
  }

  async listVolumes(
    entityRef: string,
    namespace: string,
    options?: RequestOptions,
  ): Promise<Volume[]> {
    return this.#clusters.listVolumes(entityRef, namespace, options);
  }

  async listImages(
    entityRef: string,
    namespace: string,
    query?: ListImagesOptions,
    options?: RequestOptions,
  ): Promise<ImageRepository[]> {
    return this.#clusters.listImages(entityRef, namespace, query, options);
  }

  async listPlans(
    query?: ListPlansOptions,
    options?: RequestOptions,
  ): Promise<Page<Plan>> {
    return this.#plans.list(query, options);
  }

  async createPlan(
    body: PlanInput,
    options?: RequestOptions & { idempotencyKey?: string },
  ): Promise<Plan> {
    return this.#plans.create(body, options);
  }

  async getPlan(planId: string, options?: RequestOptions): Promise<Plan> {
    return this.#plans.get(planId, options);
  }

  async updatePlan(
    planId: string,
    body: PlanPatch,
    options?: RequestOptions,
  ): Promise<Plan> {
    return this.#plans.update(planId, body, options);
  }

  async deletePlan(
    planId: string,
    options: RequestOptions & { confirm: 'delete' },
  ): Promise<void> {
    return this.#plans.delete(planId, options);
  }

  async preflightPlan(
    planId: string,
    options?: RequestOptions & {
      probe?: boolean;
      inspect?: boolean;
      type?: MigrationType;
    },
  ): Promise<Preflight> {
    return this.#plans.preflight(planId, options);
  }

  async previewPlan(
    body: PlanInput,
    options?: RequestOptions & { inspect?: boolean; type?: MigrationType },
  ): Promise<Preflight> {
    return this.#plans.preview(body, options);
  }

  async listMigrations(
    query?: ListMigrationsOptions,
    options?: RequestOptions,
  ): Promise<Page<Migration>> {
    return this.#migrations.list(query, options);
  }

  async startMigration(
    body: MigrationInput,
    options?: RequestOptions,
  ): Promise<Migration> {
    return this.#migrations.start(body, options);
  }

  async getMigration(
    migrationId: string,
    options?: RequestOptions,
  ): Promise<Migration> {
    return this.#migrations.get(migrationId, options);
  }

  async listEvents(
    migrationId: string,
    query?: ListEventsOptions,
    options?: RequestOptions,
  ): Promise<Page<MigrationEvent>> {
    return this.#migrations.listEvents(migrationId, query, options);
  }

  async getReport(
    migrationId: string,
    options?: RequestOptions,
  ): Promise<MigrationReport> {
    return this.#migrations.getReport(migrationId, options);
  }

  async exportReport(
    migrationId: string,
    options?: RequestOptions,
  ): Promise<Blob> {
    return this.#migrations.exportReport(migrationId, options);
  }

  async getItemLogs(
    migrationId: string,
    itemId: string,
    query?: { attempt?: number },
    options?: RequestOptions,
  ): Promise<ItemLogs> {
    return this.#items.getLogs(migrationId, itemId, query, options);
  }

  async exportItemLogs(
    migrationId: string,
    itemId: string,
    options?: RequestOptions,
  ): Promise<Blob> {
    return this.#items.exportLogs(migrationId, itemId, options);
  }

  async getImageReferences(
    migrationId: string,
    options?: RequestOptions,
  ): Promise<ImageReferences> {
    return this.#migrations.getImageReferences(migrationId, options);
  }

  async cancelMigration(
    migrationId: string,
    options: RequestOptions & { confirm: 'cancel' },
  ): Promise<Migration> {
    return this.#migrations.cancel(migrationId, options);
  }

  async retryMigration(
    migrationId: string,
    options?: RequestOptions & { confirm?: MigrationConfirmation },
  ): Promise<Migration> {
    return this.#migrations.retry(migrationId, options);
  }

  async cancelItem(
    migrationId: string,
    itemId: string,
    options: RequestOptions & { confirm: 'cancel' },
  ): Promise<Item> {
    return this.#items.cancel(migrationId, itemId, options);
  }

  async removeKept(
    migrationId: string,
    itemId: string,
    options: RequestOptions & { confirm: 'removeKept' },
  ): Promise<Item> {
    return this.#items.removeKept(migrationId, itemId, options);
  }

  async retryItem(
    migrationId: string,
    itemId: string,
    options?: RequestOptions & { confirm?: MigrationConfirmation },
  ): Promise<Item> {
    return this.#items.retry(migrationId, itemId, options);
  }

  async listAudit(
    query?: ListAuditOptions,
    options?: RequestOptions,
  ): Promise<Page<AuditEntry>> {
    return this.#audit.list(query, options);
  }

  async exportAudit(
    query?: Omit<ListAuditOptions, 'limit' | 'cursor'>,
    options?: RequestOptions,
  ): Promise<Blob> {
    return this.#audit.export(query, options);
  }

  async getStats(
    query?: GetStatsOptions,
    options?: RequestOptions,
  ): Promise<Stats> {
    return this.#audit.getStats(query, options);
  }
}
