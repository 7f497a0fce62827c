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

import { isDeepStrictEqual } from 'node:util';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  ListPlansOptions,
  Page,
  Plan,
  PlanContent,
  PlanInput,
  PlanPatch,
  Preflight,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { v4 as uuid } from 'uuid';
import type { ClusterInventory, PreflightChecker } from '../clusters/types';
import { planKeyReusedError, planNotFoundError } from '../database/planErrors';
import type { PlansStore } from '../database/PlansStore';
import { MigrationError } from '../errors/MigrationError';
import type { EntityOwnership } from './EntityOwnership';
import { DEFAULT_PAGE_SIZE } from './pageSize';
import { principalRef } from './principalRef';
import { checkWithClusters } from './plan/checkWithClusters';
import { requireConfirmation } from './requireConfirmation';
import { resolvePlan } from './resolvePlan';
import { invalidInput } from './syntax';
import type {
  CallOptions,
  ConfirmedOptions,
  CreatePlanOptions,
  ListCallOptions,
  PlansService,
  PreflightOptions,
} from './types';

/** Plans in the database. */
export class DefaultPlansService implements PlansService {
  readonly #catalog: CatalogService;
  readonly #inventory: ClusterInventory;
  readonly #now: () => Date;
  readonly #ownership: EntityOwnership;
  readonly #preflight: PreflightChecker;
  readonly #store: PlansStore;

  constructor(options: {
    catalog: CatalogService;
    inventory: ClusterInventory;
    now: () => Date;
    ownership: EntityOwnership;
    preflight: PreflightChecker;
    store: PlansStore;
  }) {
    this.#catalog = options.catalog;
    this.#inventory = options.inventory;
    this.#now = options.now;
    this.#ownership = options.ownership;
    this.#preflight = options.preflight;
    this.#store = options.store;
  }

  async list(
    filter: ListPlansOptions,
    options: ListCallOptions,
  ): Promise<Page<Plan>> {
    return this.#store.list({
      ...filter,
      entityRef: filter.entityRef?.toLocaleLowerCase('en-US'),
      limit: filter.limit ?? DEFAULT_PAGE_SIZE,
      permissionFilter: options.permissionFilter,
    });
  }

  async get(id: string): Promise<Plan> {
    const plan = await this.#store.get(id);
    if (!plan) {
      throw planNotFoundError(id);
    }
    return plan;
  }

  async create(input: PlanInput, options: CreatePlanOptions): Promise<Plan> {
    const { content, plan } = await this.#make(input, options);
    await this.#checkWithClusters(content, options);
    const stored = await this.#store.create(plan, options);
    if (stored.id !== plan.id && !sameContent(stored, content)) {
      throw planKeyReusedError(stored.id);
    }
    return stored;
  }

  async preview(
    input: PlanInput,
    { credentials, inspect, type }: PreflightOptions,
  ): Promise<Preflight> {
    const { plan } = await this.#make(input, { credentials });
    return this.#preflight.check(plan, { credentials, inspect, type });
  }

  async update(
    id: string,
    patch: PlanPatch,
    options: CallOptions,
  ): Promise<Plan> {
    const old = await this.get(id);
    const { createdAt, createdBy, updatedAt, ...oldContent } = old;
    const content = resolvePlan({ ...oldContent, ...patch });
    await this.#checkCatalog(content, options);
    await this.#checkWithClusters(content, options);
    // Never the same as before, however fast: this is how others find out that the plan changed under their hands.
    const now = Math.max(
      this.#now().getTime(),
      new Date(updatedAt).getTime() + 1,
    );
    const plan: Plan = {
      id,
      ...content,
      createdAt,
      createdBy,
      updatedAt: new Date(now).toISOString(),
    };
    await this.#store.update(plan, { expectedUpdatedAt: updatedAt });
    return plan;
  }

  async delete(id: string, options: ConfirmedOptions<'delete'>): Promise<void> {
    requireConfirmation('delete', options.confirm);
    await this.#store.delete(id);
  }

  async preflight(id: string, options: PreflightOptions): Promise<Preflight> {
    return this.#preflight.check(await this.get(id), options);
  }

  async #make(
    input: PlanInput,
    options: CallOptions,
  ): Promise<{ content: PlanContent; plan: Plan }> {
    const content = resolvePlan(input);
    await this.#checkCatalog(content, options);
    const now = this.#now().toISOString();
    return {
      content,
      plan: {
        id: uuid(),
        ...content,
        createdAt: now,
        updatedAt: now,
        createdBy: principalRef(options.credentials),
      },
    };
  }

  #checkWithClusters(plan: PlanContent, options: CallOptions): Promise<void> {
    return checkWithClusters(plan, ref =>
      this.#inventory.connect(ref, options),
    );
  }

  /** What the caller cannot see in the catalog, they cannot name. Whether a cluster answers is the preflight's business. */
  async #checkCatalog(plan: PlanContent, options: CallOptions): Promise<void> {
    for (const field of ['sourceCluster', 'targetCluster'] as const) {
      try {
        await this.#inventory.connect(plan[field], options);
      } catch (error) {
        if ((error as Partial<MigrationError>).code === 'CLUSTER_UNKNOWN') {
          const { message, hint } = error as MigrationError;
          throw invalidInput({ code: 'CLUSTER_UNKNOWN', field, message, hint });
        }
        if (!(error instanceof MigrationError)) {
          throw error;
        }
      }
    }
    const { entityRef } = plan;
    if (!entityRef) {
      return;
    }
    const entity = await this.#catalog.getEntityByRef(entityRef, options);
    if (!entity) {
      throw invalidInput({
        code: 'ENTITY_UNKNOWN',
        field: 'entityRef',
        message: `There is no entity '${entityRef}' in the catalog, or you may not see it`,
        hint: 'Give the full entity ref of the application, for example component:default/shop.',
      });
    }
    await this.#ownership.learn(entityRef, entity);
  }
}

function sameContent(stored: Plan, content: PlanContent): boolean {
  const { id, createdAt, createdBy, updatedAt, ...rest } = stored;
  // As it is after a round trip, in which what is undefined vanishes.
  return isDeepStrictEqual(rest, JSON.parse(JSON.stringify(content)));
}
