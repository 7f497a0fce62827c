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

import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { DirectMigrationFilter } from '@direct-migration/backstage-plugin-direct-migration-node';
import type { Knex } from 'knex';
import { FakeClock } from '../__testUtils__/FakeClock';
import {
  createTestDatabases,
  makePlan,
  openStores,
  startMigration,
} from '../__testUtils__/testDatabases';
import type { Stores } from './createStores';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('filters on %s', databaseId => {
  let knex: Knex;
  let stores: Stores;
  const names = new Map<string, string>();

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    stores = await openStores(knex, () => new FakeClock().now());
    const plans: Record<string, Partial<Plan>> = {
      shop: { entityRef: 'component:default/shop', createdBy: 'external:Bot' },
      till: {
        entityRef: 'component:default/till',
        namespaces: [
          { source: 'till', target: 'till' },
          { source: 'shop', target: 'shop' },
        ],
      },
      // Of no entity, and with an image that is in none of its namespaces.
      loose: {
        images: [{ repository: 'bank/secret', targetRepository: 'shop/web' }],
      },
    };
    for (const [name, overrides] of Object.entries(plans)) {
      const plan = makePlan({ overrides });
      names.set(plan.id, name);
      names.set((await startMigration(stores, plan)).id, name);
    }
    await stores.owners.set('component:default/shop', ['Group:default/A', 'b']);
    await stores.owners.set('component:default/till', ['group:default/a']);
    await stores.owners.set('component:default/shop', ['group:default/A', 'c']);
  });

  const filter = (
    key: DirectMigrationFilter['key'],
    ...values: string[]
  ): DirectMigrationFilter => ({ key, values });

  it.each<[string, PermissionCriteria<DirectMigrationFilter>, string[]]>([
    ['owner', filter('entityOwner', 'group:default/a'), ['shop', 'till']],
    ['another owner', filter('entityOwner', 'x', 'c'), ['shop']],
    ['a former owner', filter('entityOwner', 'b'), []],
    ['no owner', filter('entityOwner'), []],
    ['not owned', { not: filter('entityOwner', 'group:default/a') }, ['loose']],
    ['source', filter('sourceNamespace', 'shop'), ['shop']],
    ['sources', filter('sourceNamespace', 'shop', 'till'), ['shop', 'till']],
    ['an image', filter('sourceNamespace', 'shop', 'bank'), ['loose', 'shop']],
    ['target', filter('targetNamespace', 'shop'), ['loose', 'shop']],
    ['no namespace', filter('sourceNamespace'), []],
    [
      'not a source',
      { not: filter('sourceNamespace', 'shop') },
      ['loose', 'till'],
    ],
    [
      'any',
      {
        anyOf: [
          filter('sourceNamespace', 'bank'),
          {
            allOf: [
              filter('sourceCluster', 'resource:default/east'),
              filter('entityOwner', 'c'),
            ],
          },
        ],
      },
      ['shop'],
    ],
  ])('narrow by %s', async (_, permissionFilter, expected) => {
    const options = { limit: 10, permissionFilter };
    for (const { items } of [
      await stores.plans.list(options),
      await stores.migrations.list(options),
    ]) {
      expect(items.map(({ id }) => names.get(id)).sort()).toEqual(expected);
    }
    const { totals } = await stores.stats.collect({
      after: new Date(0),
      before: new Date('2100-01-01'),
      permissionFilter,
    });
    expect(totals.total).toBe(expected.length);
  });

  it('know what a migration was started with, whatever becomes of its plan', async () => {
    const plan = makePlan({});
    const { id } = await startMigration(stores, plan);
    await knex('migrations').where({ id }).update({ state: 'succeeded' });
    const changed = {
      ...plan,
      namespaces: [{ source: 'other', target: 'other' }],
      volumes: [{ namespace: 'other', name: 'v0' }],
    };
    await stores.plans.update(changed, { expectedUpdatedAt: plan.updatedAt });
    const other = {
      limit: 10,
      permissionFilter: filter('sourceNamespace', 'other'),
    };
    expect((await stores.plans.list(other)).items).toHaveLength(1);
    expect((await stores.migrations.list(other)).items).toEqual([]);
    expect(await stores.namespacesOfMigration(id)).toEqual({
      sourceNamespaces: ['shop'],
      targetNamespaces: ['shop'],
    });
    await stores.plans.delete(plan.id);
    expect(await stores.namespacesOfMigration(id)).toEqual({
      sourceNamespaces: ['shop'],
      targetNamespaces: ['shop'],
    });
    await knex('migrations').where({ id }).delete();
  });

  it('are told of what was there before they were', async () => {
    const directory = resolvePackagePath(
      '@direct-migration/backstage-plugin-direct-migration-backend',
      'migrations',
    );
    const tables = ['plan_namespaces', 'migration_namespaces'];
    const stored = async () =>
      Promise.all(
        tables.map(async table => {
          const rows = await knex(table);
          return rows.map(row => Object.values(row).join(' ')).sort();
        }),
      );
    const before = await stored();
    expect(before[1].length).toBeGreaterThan(6);
    const name = '20261124120000_permissions.js';
    await knex.migrate.down({ directory, name } as object);
    await knex.migrate.up({ directory, name } as object);
    expect(await stored()).toEqual(before);
  });

  it('say for which entities owners have to be known', async () => {
    expect(await stores.owners.entityRefs()).toEqual([
      'component:default/shop',
      'component:default/till',
    ]);
  });
});
