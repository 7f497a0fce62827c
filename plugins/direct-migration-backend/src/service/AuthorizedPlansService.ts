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
  directMigrationMigrationStagePermission,
  directMigrationPlanCreatePermission,
  directMigrationPlanDeletePermission,
  directMigrationPlanReadPermission,
  directMigrationPlanUpdatePermission,
  type ListPlansOptions,
  type Plan,
  type PlanInput,
  type PlanPatch,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { planNotFoundError } from '../database/planErrors';
import { notAllowedError, type Authorizer } from './Authorizer';
import { principalRef } from './principalRef';
import { resolvePlan } from './resolvePlan';
import type {
  CallOptions,
  ConfirmedOptions,
  CreatePlanOptions,
  ListCallOptions,
  PlansService,
  PreflightOptions,
} from './types';

/** Lets through what the permission policy allows. A plan that may not be read is as if it were not there. */
export class AuthorizedPlansService implements PlansService {
  readonly #authorizer: Authorizer<Plan>;
  readonly #inner: PlansService;

  constructor(options: { authorizer: Authorizer<Plan>; inner: PlansService }) {
    this.#authorizer = options.authorizer;
    this.#inner = options.inner;
  }

  async list(filter: ListPlansOptions, options: ListCallOptions) {
    const permissionFilter = await this.#authorizer.filter(
      directMigrationPlanReadPermission,
      options.credentials,
    );
    return this.#inner.list(filter, { ...options, permissionFilter });
  }

  async get(id: string, options: CallOptions) {
    const plan = await this.#inner.get(id, options);
    const readable = await this.#authorizer.covers(
      directMigrationPlanReadPermission,
      plan,
      options.credentials,
    );
    if (!readable) {
      throw planNotFoundError(id);
    }
    return plan;
  }

  async create(input: PlanInput, options: CreatePlanOptions) {
    await this.#authorizer.requireBasic(
      directMigrationPlanCreatePermission,
      options.credentials,
    );
    return this.#inner.create(input, options);
  }

  async preview(input: PlanInput, options: PreflightOptions) {
    await this.#authorizer.requireBasic(
      directMigrationPlanCreatePermission,
      options.credentials,
    );
    if (options.inspect) {
      // As if it had been made: it makes pods as a migration of this plan would.
      const now = new Date(0).toISOString();
      await this.#requireOf(
        directMigrationMigrationStagePermission,
        {
          id: '',
          ...resolvePlan(input),
          createdBy: principalRef(options.credentials),
          createdAt: now,
          updatedAt: now,
        },
        options,
      );
    }
    return this.#inner.preview(input, options);
  }

  async update(id: string, patch: PlanPatch, options: CallOptions) {
    const permission = directMigrationPlanUpdatePermission;
    const plan = await this.#require(permission, id, options);
    // Otherwise it could be changed into what the caller may not change.
    const after = { ...plan, ...resolvePlan({ ...plan, ...patch }) };
    await this.#requireOf(permission, after, options);
    return this.#inner.update(id, patch, options);
  }

  async delete(id: string, options: ConfirmedOptions<'delete'>) {
    await this.#require(directMigrationPlanDeletePermission, id, options);
    await this.#inner.delete(id, options);
  }

  async preflight(id: string, options: PreflightOptions) {
    const plan = await this.get(id, options);
    if (options.probe || options.inspect) {
      // It makes pods as a migration does.
      await this.#requireOf(
        directMigrationMigrationStagePermission,
        plan,
        options,
      );
    }
    return this.#inner.preflight(id, options);
  }

  async #require(
    permission: ResourcePermission,
    id: string,
    options: CallOptions,
  ): Promise<Plan> {
    const plan = await this.get(id, options);
    await this.#requireOf(permission, plan, options);
    return plan;
  }

  async #requireOf(
    permission: ResourcePermission,
    plan: Plan,
    options: CallOptions,
  ): Promise<void> {
    if (
      !(await this.#authorizer.covers(permission, plan, options.credentials))
    ) {
      throw notAllowedError(permission);
    }
  }
}
