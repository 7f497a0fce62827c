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
  Migration,
  MigrationInput,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { confirmationOf } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterInventory, PreflightChecker } from '../clusters/types';
import { maxAttemptsOf } from '../database/DatabaseMigrationsStore';
import type { MigrationsStore } from '../database/MigrationsStore';
import { planNotFoundError } from '../database/planErrors';
import type { PlansStore } from '../database/PlansStore';
import { dryRunOf } from './dryRunOf';
import {
  idempotencyKeyReusedError,
  migrationNotFoundError,
  optionNotForTypeError,
} from './migrationErrors';
import { migrationItems } from './migrationItems';
import { preflightBlockedError } from './preflightErrors';
import { principalRef } from './principalRef';
import { requireConfirmation } from './requireConfirmation';
import type { StartOptions } from './types';
import { weighItems } from './weighItems';

/** Starts migrations: once for each key, after a preflight, and only what was confirmed. @internal */
export class MigrationStarter {
  readonly #now: () => Date;
  readonly #onChange: (migrationId: string) => void;
  readonly #plans: PlansStore;
  readonly #inventory: ClusterInventory;
  readonly #preflight: PreflightChecker;
  readonly #store: MigrationsStore;

  /** @param options - `onChange` is called when a migration was started */
  constructor(options: {
    now: () => Date;
    onChange: (migrationId: string) => void;
    plans: PlansStore;
    inventory: ClusterInventory;
    preflight: PreflightChecker;
    store: MigrationsStore;
  }) {
    this.#now = options.now;
    this.#onChange = options.onChange;
    this.#plans = options.plans;
    this.#inventory = options.inventory;
    this.#preflight = options.preflight;
    this.#store = options.store;
  }

  /** @throws MigrationError for what cannot be started, and whatever the preflight of its clusters throws */
  async start(
    input: MigrationInput,
    options: StartOptions,
  ): Promise<Migration> {
    const { planId, type, dryRun, idempotencyKey } = input;
    for (const option of ['cutover', 'rollback'] as const) {
      if (input.options?.[option] && option !== type) {
        throw optionNotForTypeError(option, type);
      }
    }
    if (!dryRun) {
      requireConfirmation(confirmationOf(input), input.confirm);
    }
    const initiatedBy = principalRef(options.credentials);
    if (idempotencyKey && !dryRun) {
      const earlier = await this.#store.findByIdempotencyKey({
        initiatedBy,
        idempotencyKey,
      });
      if (earlier) {
        return sameRequest(earlier, input);
      }
    }
    const plan = options.plan ?? (await this.#plans.get(planId));
    if (!plan) {
      throw planNotFoundError(planId);
    }
    const preflight = await this.#preflight.check(plan, {
      ...options,
      type,
      options: input.options,
    });
    if (dryRun) {
      return dryRunOf({
        plan,
        input,
        preflight,
        initiatedBy,
        now: this.#now(),
      });
    }
    if (preflight.blocked) {
      throw preflightBlockedError(preflight);
    }
    const { id, existing } = await this.#store.create({
      plan,
      type,
      initiatedBy,
      idempotencyKey,
      preflight,
      options: input.options,
      items: await weighItems(migrationItems(plan, type, input.options), () =>
        this.#inventory.connect(plan.sourceCluster, options),
      ),
      maxAttempts: maxAttemptsOf(plan),
    });
    const migration = await this.#store.get(id);
    if (!migration) {
      throw migrationNotFoundError(id);
    }
    if (existing) {
      return sameRequest(migration, input);
    }
    this.#onChange(id);
    return migration;
  }
}

/** The migration that the key belongs to, if it was the same request. */
function sameRequest(migration: Migration, input: MigrationInput): Migration {
  if (migration.planId !== input.planId || migration.type !== input.type) {
    throw idempotencyKeyReusedError(migration.id);
  }
  return migration;
}
