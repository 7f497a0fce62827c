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

import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  directMigrationMigrationCancelPermission,
  directMigrationMigrationReadPermission,
  directMigrationMigrationRetryPermission,
  type ListEventsOptions,
  type ListMigrationsOptions,
  type Migration,
  type MigrationConfirmation,
  type MigrationInput,
  type Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { notAllowedError, type Authorizer } from './Authorizer';
import { migrationNotFoundError } from './migrationErrors';
import { startPermissionOf } from './startPermissionOf';
import type {
  CallOptions,
  ConfirmedOptions,
  ListCallOptions,
  MigrationsService,
  PlansService,
} from './types';

/** Lets through what the permission policy allows. A migration that may not be read is as if it were not there. */
export class AuthorizedMigrationsService implements MigrationsService {
  readonly #authorizer: Authorizer<Migration>;
  readonly #inner: MigrationsService;
  readonly #ofPlans: Authorizer<Plan>;
  readonly #plans: PlansService;

  /** @param options - `plans` is authorized too: to start a migration one must be allowed to read its plan */
  constructor(options: {
    authorizer: Authorizer<Migration>;
    inner: MigrationsService;
    ofPlans: Authorizer<Plan>;
    plans: PlansService;
  }) {
    this.#authorizer = options.authorizer;
    this.#inner = options.inner;
    this.#ofPlans = options.ofPlans;
    this.#plans = options.plans;
  }

  async list(filter: ListMigrationsOptions, options: ListCallOptions) {
    const permissionFilter = await this.#authorizer.filter(
      directMigrationMigrationReadPermission,
      options.credentials,
    );
    return this.#inner.list(filter, { ...options, permissionFilter });
  }

  async get(id: string, options: CallOptions) {
    const migration = await this.#inner.get(id, options);
    const readable = await this.#authorizer.covers(
      directMigrationMigrationReadPermission,
      migration,
      options.credentials,
    );
    if (!readable) {
      throw migrationNotFoundError(id);
    }
    return migration;
  }

  async start(input: MigrationInput, options: CallOptions) {
    const plan = await this.#plans.get(input.planId, options);
    const permission = startPermissionOf(input.type);
    if (!(await this.#ofPlans.covers(permission, plan, options.credentials))) {
      throw notAllowedError(permission);
    }
    return this.#inner.start(input, { ...options, plan });
  }

  async cancel(id: string, options: ConfirmedOptions<'cancel'>) {
    await this.#require(directMigrationMigrationCancelPermission, id, options);
    return this.#inner.cancel(id, options);
  }

  async retry(id: string, options: ConfirmedOptions<MigrationConfirmation>) {
    await this.#require(directMigrationMigrationRetryPermission, id, options);
    return this.#inner.retry(id, options);
  }

  async cancelItem(
    id: string,
    itemId: string,
    options: ConfirmedOptions<'cancel'>,
  ) {
    await this.#require(directMigrationMigrationCancelPermission, id, options);
    return this.#inner.cancelItem(id, itemId, options);
  }

  async removeKept(
    id: string,
    itemId: string,
    options: ConfirmedOptions<'removeKept'>,
  ) {
    await this.#require(directMigrationMigrationCancelPermission, id, options);
    return this.#inner.removeKept(id, itemId, options);
  }

  async retryItem(
    id: string,
    itemId: string,
    options: ConfirmedOptions<MigrationConfirmation>,
  ) {
    await this.#require(directMigrationMigrationRetryPermission, id, options);
    return this.#inner.retryItem(id, itemId, options);
  }

  async getReport(id: string, options: CallOptions) {
    await this.get(id, options);
    return this.#inner.getReport(id, options);
  }

  async getItemLogs(
    id: string,
    itemId: string,
    filter: { attempt?: number },
    options: CallOptions,
  ) {
    await this.get(id, options);
    return this.#inner.getItemLogs(id, itemId, filter, options);
  }

  async listEvents(
    id: string,
    filter: ListEventsOptions,
    options: CallOptions,
  ) {
    await this.get(id, options);
    return this.#inner.listEvents(id, filter, options);
  }

  async #require(
    permission: ResourcePermission,
    id: string,
    options: CallOptions,
  ): Promise<void> {
    const migration = await this.get(id, options);
    if (
      !(await this.#authorizer.covers(
        permission,
        migration,
        options.credentials,
      ))
    ) {
      throw notAllowedError(permission);
    }
  }
}
