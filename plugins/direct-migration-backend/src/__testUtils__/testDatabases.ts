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

import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type {
  Migration,
  Plan,
  PlanOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { v4 as uuid } from 'uuid';
import { createStores, type Stores } from '../database/createStores';
import { planItems } from '../service/planTargets';

/** SQLite, and each PostgreSQL whose address is in the environment. */
export function createTestDatabases(): TestDatabases {
  return TestDatabases.create({
    ids: [
      'SQLITE_3',
      'POSTGRES_18',
      'POSTGRES_17',
      'POSTGRES_16',
      'POSTGRES_15',
      'POSTGRES_14',
    ],
    disableDocker: true,
  });
}

/** Stores over a migrated database. */
export async function openStores(knex: Knex, now: () => Date): Promise<Stores> {
  return createStores({
    database: mockServices.database({ knex, migrations: { skip: false } }),
    now,
  });
}

/** A plan with volumes `shop/v0`, `shop/v1`… */
export function makePlan(options: {
  volumes?: number;
  options?: PlanOptions;
  overrides?: Partial<Plan>;
}): Plan {
  const { volumes = 1 } = options;
  return {
    id: uuid(),
    name: 'Shop',
    sourceCluster: 'resource:default/east',
    targetCluster: 'resource:default/west',
    namespaces: [{ source: 'shop', target: 'shop' }],
    volumes: Array.from({ length: volumes }, (_, index) => ({
      namespace: 'shop',
      name: `v${index}`,
    })),
    images: [],
    options: options.options ?? {},
    createdAt: '2026-11-22T11:00:00.000Z',
    updatedAt: '2026-11-22T11:00:00.000Z',
    createdBy: 'user:default/ada',
    ...options.overrides,
  };
}

/** Stores a plan and starts a migration of it. */
export async function startMigration(
  stores: Stores,
  plan: Plan,
): Promise<Migration> {
  await stores.plans.create(plan);
  const { id } = await stores.migrations.create({
    plan,
    type: 'stage',
    initiatedBy: 'user:default/ada',
    preflight: { blocked: false, checks: [] },
    items: planItems(plan),
    maxAttempts: plan.options.maxAttempts ?? 3,
  });
  return (await stores.migrations.get(id))!;
}
