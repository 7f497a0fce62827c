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
import type { Knex } from 'knex';
import { FakeClock } from '../__testUtils__/FakeClock';
import {
  createTestDatabases,
  makePlan,
  openStores,
  startMigration,
} from '../__testUtils__/testDatabases';
import { planItems } from '../service/planTargets';
import type { Stores } from './createStores';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('stores on %s', databaseId => {
  let clock: FakeClock;
  let knex: Knex;
  let stores: Stores;

  beforeEach(async () => {
    clock = new FakeClock();
    knex = await databases.init(databaseId);
    stores = await openStores(knex, () => clock.now());
  });

  const inMs = (ms: number) => new Date(clock.now().getTime() + ms);
  const claim = () => stores.queue.claim({ leaseUntil: inMs(60_000) });
  const stateOf = async (id: string) =>
    (await stores.migrations.get(id))?.state;

  it('migrates up and down', async () => {
    const directory = resolvePackagePath(
      '@direct-migration/backstage-plugin-direct-migration-backend',
      'migrations',
    );
    for (const name of ['plans', 'migrations', 'items', 'events']) {
      expect(await knex.schema.hasTable(name)).toBe(true);
    }
    await knex.migrate.rollback({ directory }, true);
    for (const name of ['plans', 'migrations', 'items', 'events']) {
      expect(await knex.schema.hasTable(name)).toBe(false);
    }
    await knex.migrate.latest({ directory });
    expect(await knex.schema.hasTable('items')).toBe(true);
  });

  it('keeps the logs of an item, by attempt and pod, and loses them with it', async () => {
    const plan = makePlan({ volumes: 2 });
    const { items } = await startMigration(stores, plan);
    const [first, second] = items;
    const log = {
      attempt: 2,
      pod: 'dm-1',
      component: 'sender',
      truncated: false,
      content: 'one\n',
    };
    await stores.logs.keep(first.id, log);
    await stores.logs.keep(first.id, { ...log, attempt: 1, content: 'ü\0!\n' });
    await stores.logs.keep(second.id, log);
    await stores.logs.keep(first.id, {
      ...log,
      truncated: true,
      content: 'two\n',
    });
    expect(await stores.logs.list(first.id)).toEqual([
      { ...log, attempt: 1, content: 'ü!\n' },
      { ...log, truncated: true, content: 'two\n' },
    ]);
    expect(await stores.logs.list(first.id, { attempt: 3 })).toEqual([]);
    await knex('items').where('id', first.id).delete();
    expect(await stores.logs.list(first.id)).toEqual([]);
    expect(await stores.logs.list(second.id)).toEqual([log]);
  });

  it('keeps plans as they are and pages through them', async () => {
    const full = makePlan({
      volumes: 2,
      options: { maxAttempts: 5, endpoint: 'route', keepOnFailure: true },
      overrides: {
        description: 'Äpfel → Birnen',
        entityRef: 'component:default/shop',
        images: [{ repository: 'shop/web', tags: ['1.0'] }],
      },
    });
    await stores.plans.create(full);
    expect(await stores.plans.get(full.id)).toEqual(full);
    expect(await stores.plans.get('none')).toBeUndefined();

    // All at the same moment, so that only the id decides.
    const ids = [full.id];
    for (let i = 0; i < 4; i++) {
      const plan = makePlan({
        overrides: { createdBy: i % 2 ? 'user:default/ada' : 'external:Bot' },
      });
      ids.push(plan.id);
      await stores.plans.create(plan);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await stores.plans.list({ limit: 2, cursor });
      seen.push(...page.items.map(plan => plan.id));
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(5);
    expect(seen).toEqual([...ids].sort().reverse());
    expect(
      (
        await stores.plans.list({
          limit: 9,
          entityRef: 'component:default/shop',
        })
      ).items,
    ).toEqual([full]);

    const count = async (permissionFilter: any) =>
      (await stores.plans.list({ limit: 9, permissionFilter })).items.length;
    const bot = { key: 'initiator', values: ['external:bot'] };
    const east = { key: 'sourceCluster', values: ['resource:default/east'] };
    const north = { key: 'targetCluster', values: ['resource:default/north'] };
    expect(await count(bot)).toBe(2);
    expect(await count({ not: bot })).toBe(3);
    expect(await count({ allOf: [bot, east] })).toBe(2);
    expect(await count({ allOf: [bot, north] })).toBe(0);
    expect(
      await count({ anyOf: [bot, { allOf: [east, { not: north }] }] }),
    ).toBe(5);
    expect(
      await count({ anyOf: [bot, { key: 'initiator', values: [] }] }),
    ).toBe(2);
    expect(await count({ key: 'initiator', values: ["x' or 1=1 --"] })).toBe(0);

    await expect(
      stores.plans.list({ limit: 1, cursor: 'e30' }),
    ).rejects.toMatchObject({
      name: 'InputError',
      code: 'INVALID_INPUT',
      field: 'cursor',
    });
    await expect(
      stores.plans.list({ limit: 1, cursor: '§' }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });

  it('changes plans only as they were read, and never under a migration', async () => {
    const plan = makePlan({});
    await stores.plans.create(plan);
    const changed = {
      ...plan,
      name: 'New',
      updatedAt: '2026-11-22T11:00:00.001Z',
    };
    await stores.plans.update(changed, { expectedUpdatedAt: plan.updatedAt });
    expect(await stores.plans.get(plan.id)).toEqual(changed);
    await expect(
      stores.plans.update(plan, { expectedUpdatedAt: plan.updatedAt }),
    ).rejects.toMatchObject({ name: 'ConflictError', code: 'PLAN_CHANGED' });

    const start = {
      type: 'stage' as const,
      initiatedBy: 'user:default/ada',
      preflight: { blocked: false, checks: [] },
      items: planItems(plan),
      maxAttempts: 1,
    };
    await expect(
      stores.migrations.create({ plan, ...start }),
    ).rejects.toMatchObject({ code: 'PLAN_CHANGED' });
    const { id } = await stores.migrations.create({ plan: changed, ...start });
    await expect(
      stores.migrations.create({ plan: changed, ...start }),
    ).rejects.toMatchObject({ name: 'ConflictError', code: 'PLAN_BUSY' });
    await expect(stores.plans.delete(plan.id)).rejects.toMatchObject({
      code: 'PLAN_BUSY',
    });
    expect((await stores.migrations.list({ limit: 9 })).items).toHaveLength(1);

    await stores.migrations.cancel({ migrationId: id, by: 'user:default/ada' });
    await stores.plans.delete(plan.id);
    expect(await stores.plans.get(plan.id)).toBeUndefined();
    await expect(stores.plans.delete(plan.id)).rejects.toMatchObject({
      name: 'NotFoundError',
      code: 'PLAN_NOT_FOUND',
    });
    expect(await stateOf(id)).toBe('canceled');
  });

  it('starts once per idempotency key, however many ask at once', async () => {
    const plan = makePlan({ volumes: 3 });
    await stores.plans.create(plan);
    const start = (initiatedBy: string) =>
      stores.migrations.create({
        plan,
        type: 'stage',
        initiatedBy,
        idempotencyKey: 'k',
        preflight: { blocked: false, checks: [] },
        items: planItems(plan),
        maxAttempts: 1,
      });
    const results = await Promise.all(
      Array.from({ length: 4 }, () => start('user:default/ada')),
    );
    expect(new Set(results.map(({ id }) => id)).size).toBe(1);
    expect(results.filter(({ existing }) => !existing)).toHaveLength(1);
    expect(Number((await knex('items').count({ n: '*' }))[0].n)).toBe(3);
    await expect(start('user:default/bob')).rejects.toMatchObject({
      code: 'PLAN_BUSY',
    });
  });

  it('filters migrations, newest first', async () => {
    const ids: string[] = [];
    for (const targetCluster of [
      'resource:default/west',
      'resource:default/north',
      'resource:default/west',
    ]) {
      const migration = await startMigration(
        stores,
        makePlan({
          overrides: { targetCluster, entityRef: 'component:default/shop' },
        }),
      );
      ids.unshift(migration.id);
      clock.advance(1_000);
    }
    const list = async (filter: object) =>
      (await stores.migrations.list({ limit: 9, ...filter })).items.map(
        ({ id }) => id,
      );
    expect(await list({})).toEqual(ids);
    expect(await list({ cluster: 'resource:default/west' })).toEqual([
      ids[0],
      ids[2],
    ]);
    expect(await list({ cluster: 'resource:default/east' })).toEqual(ids);
    expect(await list({ entityRef: 'component:default/blog' })).toEqual([]);
    expect(
      await list({ state: 'queued', initiator: 'user:default/ada' }),
    ).toEqual(ids);
    expect(await list({ state: 'failed' })).toEqual([]);
    expect(
      await list({
        createdAfter: new Date('2026-11-22T12:00:00.500Z'),
        createdBefore: new Date('2026-11-22T12:00:02.000Z'),
      }),
    ).toEqual([ids[1]]);
    expect(await list({ type: 'stage' })).toEqual(ids);
    expect(await list({ type: 'cutover' })).toEqual([]);
    expect(
      await list({
        entityRefs: ['component:default/blog', 'component:default/shop'],
      }),
    ).toEqual(ids);
    expect(await list({ entityRefs: ['component:default/blog'] })).toEqual([]);
    expect(await list({ entityRefs: [] })).toEqual([]);
    const oldest = await stores.migrations.list({ limit: 2, order: 'asc' });
    expect(oldest.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(
      await list({ order: 'asc', cursor: oldest.pageInfo.nextCursor }),
    ).toEqual([ids[0]]);
    const page = await stores.migrations.list({ limit: 2 });
    expect(await list({ cursor: page.pageInfo.nextCursor })).toEqual([ids[2]]);
    expect(page.items[0]).toMatchObject({
      items: [],
      itemCounts: { total: 1, queued: 1 },
      progress: { bytesDone: 0, filesDone: 0 },
    });
  });

  it('gives each item to one claimer, in order', async () => {
    const { id } = await startMigration(stores, makePlan({ volumes: 24 }));
    const claimed: string[] = [];
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let next = await claim(); next; next = await claim()) {
          claimed.push(next.item.id);
        }
      }),
    );
    expect(claimed).toHaveLength(24);
    expect(new Set(claimed).size).toBe(24);
    expect(await stateOf(id)).toBe('queued');
  });

  it('lets only the holder of the lease write', async () => {
    const { id, items } = await startMigration(stores, makePlan({}));
    const first = (await claim())!;
    expect(first.item).toMatchObject({
      id: items[0].id,
      attempt: 0,
      attemptLimit: 3,
      state: 'queued',
      spec: { namespace: 'shop', name: 'v0' },
    });
    expect(first.plan.volumes).toHaveLength(1);
    expect(await claim()).toBeUndefined();

    clock.advance(30_000);
    expect(
      await stores.queue.heartbeat(first.lease, { leaseUntil: inMs(60_000) }),
    ).toEqual({ cancelRequested: false });
    clock.advance(59_999);
    expect(await claim()).toBeUndefined();
    clock.advance(1);
    const second = (await claim())!;
    expect(second.item.id).toBe(first.item.id);

    expect(
      await stores.queue.save(first.lease, { state: 'running' }, [
        { migrationId: id, level: 'info', type: 'x', message: 'late' },
      ]),
    ).toBe(false);
    expect(await stores.queue.save(first.lease, {})).toBe(false);
    expect(
      await stores.queue.heartbeat(first.lease, { leaseUntil: inMs(1) }),
    ).toBeUndefined();
    await stores.queue.release(first.lease);
    expect(await claim()).toBeUndefined();
    expect(await stateOf(id)).toBe('queued');

    const patch = {
      state: 'running' as const,
      attempt: 1,
      phase: 'copying',
      waitingFor: 'a\0b',
      memo: { pod: 'x' },
      progress: {
        bytesDone: 2 ** 41,
        bytesTotal: 2 ** 42,
        filesDone: 1,
        bytesPerSecond: 2.5,
      },
    };
    expect(
      await stores.queue.save(second.lease, patch, [
        {
          migrationId: id,
          itemId: first.item.id,
          level: 'info',
          type: 'item.phase',
          message: 'c\0d',
        },
      ]),
    ).toBe(true);
    expect(await stores.migrations.get(id)).toMatchObject({
      state: 'running',
      startedAt: clock.now().toISOString(),
      progress: {
        bytesDone: 2 ** 41,
        bytesTotal: 2 ** 42,
        filesDone: 1,
        bytesPerSecond: 2.5,
      },
      items: [
        {
          state: 'running',
          attempts: 1,
          phase: 'copying',
          waitingFor: 'ab',
          progress: { bytesDone: 2 ** 41 },
        },
      ],
    });
    const events = await stores.events.list({
      migrationId: id,
      limit: 9,
      itemId: first.item.id,
    });
    expect(events.items).toMatchObject([
      { type: 'item.phase', message: 'cd', itemId: first.item.id },
    ]);

    await stores.queue.release(second.lease, { resumeAt: inMs(5_000) });
    expect(await claim()).toBeUndefined();
    clock.advance(5_000);
    expect((await claim())?.item).toMatchObject({
      attempt: 1,
      memo: { pod: 'x' },
      phase: 'copying',
    });
  });

  it('ends a migration whose items end at the same moment', async () => {
    const { id } = await startMigration(stores, makePlan({ volumes: 8 }));
    const claims = [];
    for (let next = await claim(); next; next = await claim()) {
      claims.push(next);
    }
    await Promise.all(
      claims.map(({ lease }, index) =>
        stores.queue.save(
          lease,
          {
            state: index === 0 ? 'failed' : 'succeeded',
            finishedAt: clock.now(),
          },
          [
            {
              migrationId: id,
              itemId: lease.itemId,
              level: 'info',
              type: 'item.x',
              message: '',
            },
          ],
        ),
      ),
    );
    expect(await stores.migrations.get(id)).toMatchObject({
      state: 'partiallyFailed',
      finishedAt: clock.now().toISOString(),
      itemCounts: { total: 8, succeeded: 7, failed: 1 },
    });
    const { items } = await stores.events.list({ migrationId: id, limit: 100 });
    expect(
      items.filter(({ type }) => type === 'migration.finished'),
    ).toHaveLength(1);
    expect(await claim()).toBeUndefined();
  });

  it('cancels what runs, ends what was not begun, leaves what is decided', async () => {
    const { id, items } = await startMigration(
      stores,
      makePlan({ volumes: 4 }),
    );
    const [running, decided, claimed] = [
      (await claim())!,
      (await claim())!,
      (await claim())!,
    ];
    await stores.queue.save(running.lease, { state: 'running', attempt: 1 });
    await stores.queue.save(decided.lease, {
      state: 'running',
      attempt: 1,
      outcome: 'succeeded',
    });
    const command = { migrationId: id, by: 'user:default/ada' };
    expect(await stores.migrations.cancel(command)).toBe(3);
    expect(await stores.migrations.cancel(command)).toBe(0);
    const states = async () =>
      (await stores.migrations.get(id))!.items.map(({ state }) => state);
    expect(items[3].id).not.toBe(claimed.item.id);
    expect(await states()).toEqual([
      'canceling',
      'running',
      'canceling',
      'canceled',
    ]);
    expect(
      await stores.queue.heartbeat(running.lease, { leaseUntil: inMs(1000) }),
    ).toEqual({ cancelRequested: true });

    // Comes a moment too late: the item must not look as if it ran on.
    expect(
      await stores.queue.save(claimed.lease, { state: 'running', attempt: 1 }),
    ).toBe(true);
    expect(await states()).toEqual([
      'canceling',
      'running',
      'canceling',
      'canceled',
    ]);

    await stores.queue.save(running.lease, { state: 'canceled' });
    await stores.queue.save(claimed.lease, { state: 'canceled' });
    await stores.queue.save(decided.lease, {
      state: 'succeeded',
      outcome: null,
    });
    expect(await stateOf(id)).toBe('canceled');

    const other = await startMigration(
      stores,
      makePlan({ overrides: { id: items[0].id } }),
    );
    expect(await stores.migrations.retry(command)).toBe(3);
    expect(await states()).toEqual(['queued', 'succeeded', 'queued', 'queued']);
    expect(await stateOf(id)).toBe('running');
    expect((await stores.migrations.get(id))!.finishedAt).toBeUndefined();
    const rows = await knex('items')
      .where('migration_id', id)
      .orderBy('position');
    expect(
      rows.map(row => [
        row.outcome,
        row.attempt,
        row.attempt_limit,
        Boolean(row.cancel_requested),
      ]),
    ).toEqual([
      ['retry', 1, 4, false],
      [null, 1, 3, false],
      ['retry', 1, 4, false],
      [null, 0, 3, false],
    ]);
    expect(await stateOf(other.id)).toBe('queued');
  });

  it('pages through events', async () => {
    const { id } = await startMigration(stores, makePlan({}));
    await stores.events.append(
      Array.from({ length: 5 }, (_, index) => ({
        migrationId: id,
        level: 'info' as const,
        type: 'x',
        message: `${index}`,
      })),
    );
    const messages: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await stores.events.list({
        migrationId: id,
        limit: 4,
        cursor,
      });
      messages.push(...page.items.map(({ message }) => message));
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    expect(messages).toEqual([
      'Started by user:default/ada with 1 item',
      '0',
      '1',
      '2',
      '3',
      '4',
    ]);
    await expect(
      stores.events.list({ migrationId: id, limit: 1, cursor: 'x' }),
    ).rejects.toMatchObject({ field: 'cursor' });
  });
});
