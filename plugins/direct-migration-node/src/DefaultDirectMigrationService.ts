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
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  DirectMigrationClient,
  type ListEventsOptions,
  type ListImagesOptions,
  type ListMigrationsOptions,
  type ListPlansOptions,
  type MigrationConfirmation,
  type MigrationInput,
  type MigrationType,
  type PlanInput,
  type PlanPatch,
  type RequestOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type {
  DirectMigrationService,
  DirectMigrationServiceRequestOptions,
} from './DirectMigrationService';

/**
 * Calls the backend plugin over HTTP, wherever it is deployed.
 * @public
 */
export class DefaultDirectMigrationService implements DirectMigrationService {
  readonly #auth: AuthService;
  readonly #client: DirectMigrationClient;

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
  }): DefaultDirectMigrationService {
    return new DefaultDirectMigrationService(options.auth, options.discovery);
  }

  private constructor(auth: AuthService, discovery: DiscoveryService) {
    this.#auth = auth;
    this.#client = new DirectMigrationClient({ discoveryApi: discovery });
  }

  async listClusters(options: DirectMigrationServiceRequestOptions) {
    return this.#client.listClusters(await this.#request(options));
  }

  async listNamespaces(
    entityRef: string,
    options: DirectMigrationServiceRequestOptions,
  ) {
    return this.#client.listNamespaces(entityRef, await this.#request(options));
  }

  async listVolumes(
    entityRef: string,
    namespace: string,
    options: DirectMigrationServiceRequestOptions,
  ) {
    return this.#client.listVolumes(
      entityRef,
      namespace,
      await this.#request(options),
    );
  }

  async listImages(
    entityRef: string,
    namespace: string,
    filter: ListImagesOptions,
    options: DirectMigrationServiceRequestOptions,
  ) {
    return this.#client.listImages(
      entityRef,
      namespace,
      filter,
      await this.#request(options),
    );
  }

  async listPlans(
    filter: ListPlansOptions,
    options: DirectMigrationServiceRequestOptions,
  ) {
    return this.#client.listPlans(filter, await this.#request(options));
  }

  async createPlan(
    plan: PlanInput,
    options: DirectMigrationServiceRequestOptions & { idempotencyKey?: string },
  ) {
    return this.#client.createPlan(plan, {
      ...(await this.#request(options)),
      idempotencyKey: options.idempotencyKey,
    });
  }

  async getPlan(id: string, options: DirectMigrationServiceRequestOptions) {
    return this.#client.getPlan(id, await this.#request(options));
  }

  async updatePlan(
    id: string,
    patch: PlanPatch,
    options: DirectMigrationServiceRequestOptions,
  ) {
    return this.#client.updatePlan(id, patch, await this.#request(options));
  }

  async deletePlan(
    id: string,
    options: DirectMigrationServiceRequestOptions & { confirm: 'delete' },
  ) {
    await this.#client.deletePlan(id, {
      ...(await this.#request(options)),
      confirm: options.confirm,
    });
  }

  async preflightPlan(
    id: string,
    options: DirectMigrationServiceRequestOptions & { type?: MigrationType },
  ) {
    return this.#client.preflightPlan(id, {
      ...(await this.#request(options)),
      ...(options.type && { type: options.type }),
    });
  }

  async previewPlan(
    plan: PlanInput,
    options: DirectMigrationServiceRequestOptions,
  ) {
    return this.#client.previewPlan(plan, await this.#request(options));
  }

  async listMigrations(
    filter: ListMigrationsOptions,
    options: DirectMigrationServiceRequestOptions,
  ) {
    return this.#client.listMigrations(filter, await this.#request(options));
  }

  async startMigration(
    input: MigrationInput,
    options: DirectMigrationServiceRequestOptions,
  ) {
    return this.#client.startMigration(input, await this.#request(options));
  }

  async getMigration(
    id: string,
    options: DirectMigrationServiceRequestOptions,
  ) {
    return this.#client.getMigration(id, await this.#request(options));
  }

  async listEvents(
    migrationId: string,
    filter: ListEventsOptions,
    options: DirectMigrationServiceRequestOptions,
  ) {
    return this.#client.listEvents(
      migrationId,
      filter,
      await this.#request(options),
    );
  }

  async cancelMigration(
    id: string,
    options: DirectMigrationServiceRequestOptions & { confirm: 'cancel' },
  ) {
    return this.#client.cancelMigration(id, {
      ...(await this.#request(options)),
      confirm: options.confirm,
    });
  }

  async retryMigration(
    id: string,
    options: DirectMigrationServiceRequestOptions & {
      confirm?: MigrationConfirmation;
    },
  ) {
    return this.#client.retryMigration(id, {
      ...(await this.#request(options)),
      confirm: options.confirm,
    });
  }

  async cancelItem(
    migrationId: string,
    itemId: string,
    options: DirectMigrationServiceRequestOptions & { confirm: 'cancel' },
  ) {
    return this.#client.cancelItem(migrationId, itemId, {
      ...(await this.#request(options)),
      confirm: options.confirm,
    });
  }

  async removeKept(
    migrationId: string,
    itemId: string,
    options: DirectMigrationServiceRequestOptions & { confirm: 'removeKept' },
  ) {
    return this.#client.removeKept(migrationId, itemId, {
      ...(await this.#request(options)),
      confirm: options.confirm,
    });
  }

  async retryItem(
    migrationId: string,
    itemId: string,
    options: DirectMigrationServiceRequestOptions & {
      confirm?: MigrationConfirmation;
    },
  ) {
    return this.#client.retryItem(migrationId, itemId, {
      ...(await this.#request(options)),
      confirm: options.confirm,
    });
  }

  async #request(
    options: DirectMigrationServiceRequestOptions,
  ): Promise<RequestOptions> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: options.credentials,
      targetPluginId: 'direct-migration',
    });
    return { token, signal: options.signal };
  }
}
