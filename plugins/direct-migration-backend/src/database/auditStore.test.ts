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
import type { AuditEntry } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { FakeClock } from '../__testUtils__/FakeClock';
import {
  createTestDatabases,
  makePlan,
  openStores,
  startMigration,
} from '../__testUtils__/testDatabases';
import type { AuditFilter } from './AuditStore';
import type { Stores } from './createStores';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('audit on %s', databaseId => {
  let clock: FakeClock;
  let knex: Knex;
  let stores: Stores;

  beforeEach(async () => {
    clock = new FakeClock();
    knex = await databases.init(databaseId);
    stores = await openStores(knex, () => clock.now());
  });

  const ada = 'user:default/ada';
  const all = async (filter: AuditFilter = {}, limit = 2) => {
    const found: AuditEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await stores.audit.list(filter, { limit, cursor });
      found.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return found;
  };

  it('writes down what the plan was called, whatever becomes of it', async () => {
    const plan = makePlan({ overrides: { entityRef: 'component:default/x' } });
    const migration = await startMigration(stores, plan);
    const id = await stores.audit.begin({
      actor: ada,
      action: 'migration.cancel',
      migrationId: migration.id,
    });
    const expected = {
      id: String(id),
      time: clock.now().toISOString(),
      actor: ada,
      action: 'migration.cancel',
      result: 'unknown',
      planId: plan.id,
      planName: plan.name,
      migrationId: migration.id,
      migrationType: 'stage',
      entityRef: 'component:default/x',
      sourceCluster: plan.sourceCluster,
      targetCluster: plan.targetCluster,
    };
    expect(await all()).toEqual([expected]);
    await stores.audit.complete(id, { result: 'succeeded' });
    await knex('migrations').update({ state: 'canceled' });
    await stores.plans.delete(plan.id);
    expect(await all()).toEqual([{ ...expected, result: 'succeeded' }]);
  });

  it('does not change what is complete', async () => {
    const id = await stores.audit.begin({ actor: ada, action: 'plan.create' });
    await stores.audit.complete(id, {
      result: 'refused',
      errorCode: 'NOT_ALLOWED',
      message: 'No\0',
    });
    await stores.audit.complete(id, { result: 'succeeded' });
    expect(await all()).toMatchObject([
      { result: 'refused', errorCode: 'NOT_ALLOWED', message: 'No' },
    ]);
  });

  it('is found by each filter, newest first, page by page', async () => {
    const plan = makePlan({});
    await stores.plans.create(plan);
    const begin = clock.now();
    const ids: number[] = [];
    for (let i = 0; i < 5; i++) {
      ids.push(
        await stores.audit.begin({
          actor: i % 2 ? ada : 'external:bot',
          action: i === 4 ? 'plan.delete' : 'plan.update',
          planId: i < 3 ? plan.id : 'gone',
        }),
      );
      clock.advance(1_000);
    }
    await stores.audit.complete(ids[0], { result: 'failed' });
    const found = async (filter: AuditFilter) =>
      (await all(filter)).map(({ id }) => ids.indexOf(Number(id)));
    expect(await found({})).toEqual([4, 3, 2, 1, 0]);
    expect(await found({ actor: ada })).toEqual([3, 1]);
    expect(await found({ action: 'plan.delete' })).toEqual([4]);
    expect(await found({ result: 'failed' })).toEqual([0]);
    expect(await found({ result: 'unknown' })).toEqual([4, 3, 2, 1]);
    expect(await found({ planId: plan.id })).toEqual([2, 1, 0]);
    expect(await found({ cluster: plan.targetCluster })).toEqual([2, 1, 0]);
    expect(await found({ cluster: plan.sourceCluster, actor: ada })).toEqual([
      1,
    ]);
    expect(await found({ after: new Date(begin.getTime() + 3_000) })).toEqual([
      4, 3,
    ]);
    expect(await found({ before: new Date(begin.getTime() + 1_000) })).toEqual([
      0,
    ]);
  });

  it('forgets what is too old, and nothing else', async () => {
    await stores.audit.begin({ actor: ada, action: 'plan.create' });
    clock.advance(1_000);
    await stores.audit.begin({ actor: ada, action: 'plan.delete' });
    expect(await stores.audit.removeBefore(clock.now())).toBe(1);
    expect(await all()).toMatchObject([{ action: 'plan.delete' }]);
  });

  it('counts migrations by day, outcome and pair of clusters', async () => {
    const start = new Date(clock.now());
    const run = async (targetCluster: string, state: string, bytes: number) => {
      const { id } = await startMigration(
        stores,
        makePlan({ volumes: 2, overrides: { targetCluster } }),
      );
      const now = clock.now();
      await knex('items')
        .where('migration_id', id)
        .update({ bytes_done: bytes });
      await knex('migrations')
        .where({ id })
        .update({
          state,
          started_at: now,
          finished_at: new Date(now.getTime() + 10_000),
        });
    };
    await run('resource:default/west', 'succeeded', 100);
    await run('resource:default/west', 'partiallyFailed', 10);
    clock.advance(86_400_000);
    await run('resource:default/north', 'succeeded', 1);
    await run('resource:default/north', 'canceled', 0);
    await run('resource:default/west', 'running', 0);
    clock.advance(1);

    const range = { after: start, before: clock.now() };
    const stats = await stores.stats.collect(range);
    expect(stats.totals).toEqual({
      total: 5,
      succeeded: 2,
      partiallyFailed: 1,
      failed: 0,
      canceled: 1,
      unfinished: 1,
      bytes: 222,
      successRate: 2 / 3,
      averageSeconds: 10,
    });
    expect(stats.days.map(({ day, total }) => [day, total])).toEqual([
      [start.toISOString().slice(0, 10), 2],
      [clock.now().toISOString().slice(0, 10), 3],
    ]);
    expect(
      stats.clusterPairs.map(pair => [pair.targetCluster, pair.total]),
    ).toEqual([
      ['resource:default/west', 3],
      ['resource:default/north', 2],
    ]);

    const count = async (filter: object) =>
      (await stores.stats.collect({ ...range, ...filter })).totals.total;
    expect(await count({ cluster: 'resource:default/north' })).toBe(2);
    expect(await count({ before: start })).toBe(0);
    expect(
      await count({
        permissionFilter: { key: 'owner', values: ['user:default/other'] },
      }),
    ).toBe(0);
  });
});
