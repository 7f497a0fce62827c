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
  Plan,
  PlanInput,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { DirectMigrationService } from '@direct-migration/backstage-plugin-direct-migration-node';

/** A backend that keeps plans and migrations in memory and knows idempotency keys, as the real one does. */
export class FakeMigrations {
  readonly plans = new Map<string, PlanInput>();
  readonly migrations = new Map<string, Migration>();
  /** States that a migration takes on, one at each look; the last one stays. */
  states: Migration['state'][] = ['running', 'succeeded'];
  blocked = false;
  readonly #keys = new Map<string, string>();
  #count = 0;

  readonly createPlan = jest.fn(
    async (
      plan: PlanInput,
      options: { idempotencyKey?: string },
    ): Promise<Plan> => {
      const key = options.idempotencyKey;
      const known = key && this.#keys.get(`plan ${key}`);
      const id = known || `p${(this.#count += 1)}`;
      this.plans.set(id, plan);
      if (key) {
        this.#keys.set(`plan ${key}`, id);
      }
      return { id } as Plan;
    },
  );

  readonly deletePlan = jest.fn(async (id: string) => {
    this.plans.delete(id);
    for (const [key, value] of this.#keys) {
      if (value === id) {
        this.#keys.delete(key);
      }
    }
  });

  readonly previewPlan = jest.fn(async (_plan: PlanInput) => this.#checks());
  readonly preflightPlan = jest.fn(async (_id: string) => this.#checks());

  readonly #checks = () => ({
    blocked: this.blocked,
    checks: this.blocked
      ? [
          {
            id: 'volume.notFound',
            level: 'block' as const,
            subject: 'shop/data',
            message: 'Does not exist.',
            fix: 'Make it.',
          },
        ]
      : [],
  });

  readonly startMigration = jest.fn(
    async (input: {
      planId: string;
      type: string;
      idempotencyKey?: string;
    }): Promise<Migration> => {
      const known = this.#keys.get(`run ${input.idempotencyKey}`);
      if (known) {
        return this.migrations.get(known)!;
      }
      const id = `m${(this.#count += 1)}`;
      this.#keys.set(`run ${input.idempotencyKey}`, id);
      const migration = {
        id,
        planId: input.planId,
        planName: this.plans.get(input.planId)?.name ?? '',
        type: input.type,
        state: 'queued',
        items: [],
        progress: { bytesDone: 0, filesDone: 0 },
      } as Partial<Migration> as Migration;
      this.migrations.set(id, migration);
      return migration;
    },
  );

  readonly getMigration = jest.fn(async (id: string): Promise<Migration> => {
    const migration = this.migrations.get(id)!;
    const state =
      this.states.length > 1 ? this.states.shift()! : this.states[0];
    const now = {
      ...migration,
      state,
      progress: { bytesDone: 7, filesDone: 1 },
    };
    this.migrations.set(id, now);
    return now;
  });

  readonly cancelMigration = jest.fn(async (id: string): Promise<Migration> => {
    const migration = { ...this.migrations.get(id)!, state: 'canceling' };
    this.migrations.set(id, migration as Migration);
    return migration as Migration;
  });

  /** As the actions take it. */
  get service(): DirectMigrationService {
    return this as unknown as DirectMigrationService;
  }
}
