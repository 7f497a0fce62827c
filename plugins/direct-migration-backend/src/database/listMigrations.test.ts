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

import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { FakeClock } from '../__testUtils__/FakeClock';
import {
  createTestDatabases,
  makePlan,
  openStores,
  startMigration,
} from '../__testUtils__/testDatabases';
import { encodeCursor } from './cursor';
import type { Stores } from './createStores';
import { MIGRATION_ORDERS, type MigrationOrderBy } from './migrationOrders';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const ORDERS = ['createdAt', ...Object.keys(MIGRATION_ORDERS)].flatMap(
  orderBy =>
    (['asc', 'desc'] as const).map(
      order => [orderBy as MigrationOrderBy, order] as const,
    ),
);
const STATES = [
  'queued',
  'running',
  'canceling',
  'canceled',
  'failed',
  'partiallyFailed',
  'succeeded',
];
const TYPES = ['stage', 'cutover', 'rollback'];
const COUNT = 24;

describe.each(databases.eachSupportedId())('sorted runs on %s', databaseId => {
  const clock = new FakeClock();
  let knex: Knex;
  let stores: Stores;
  /** By age, oldest first. */
  const all: Array<Migration & { bytes: number; ms: number | null }> = [];

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    stores = await openStores(knex, () => clock.now());
    all.length = 0;
    for (let i = 0; i < COUNT; i++) {
      const { id } = await startMigration(
        stores,
        makePlan({
          volumes: 2,
          overrides: {
            name: ['apple', 'Banana', 'cherry %_', "d'or"][i % 4],
            entityRef: i % 5 ? `component:default/c${i % 3}` : undefined,
          },
        }),
      );
      const state = STATES[i % STATES.length];
      const isOver = i % STATES.length > 2;
      const startedAt =
        state === 'queued' ? null : new Date(clock.now().getTime() + 7);
      const bytes = [0, 5e12, 1_000, 999][i % 4];
      await knex('migrations')
        .where({ id })
        .update({
          state,
          type: TYPES[i % 3],
          initiated_by: `user:default/${i % 2 ? 'ada' : 'Bob'}`,
          started_at: startedAt,
          finished_at: isOver
            ? new Date(clock.now().getTime() + 7 + 1_234 * (i % 3))
            : null,
          bytes_done: isOver ? bytes : null,
        });
      await knex('items')
        .where({ migration_id: id, position: 0 })
        .update({ bytes_done: bytes });
      // Some at the same moment.
      if (i % 3 === 0) {
        clock.advance(1_001);
      }
    }
    clock.advance(60_000);
    const { items } = await stores.migrations.list({
      limit: 100,
      order: 'asc',
    });
    const asOf = clock.now().getTime();
    all.push(
      ...items.map(run => ({
        ...run,
        bytes: run.progress!.bytesDone,
        ms: run.startedAt
          ? (run.finishedAt ? Date.parse(run.finishedAt) : asOf) -
            Date.parse(run.startedAt)
          : null,
      })),
    );
  });

  const VALUES: Record<
    MigrationOrderBy,
    (run: (typeof all)[number]) => string | number | null
  > = {
    createdAt: run => run.createdAt,
    planName: run => run.planName.toLowerCase(),
    entityRef: run => run.entityRef ?? null,
    initiatedBy: run => run.initiatedBy.toLowerCase(),
    type: run => TYPES.indexOf(run.type),
    state: run => STATES.indexOf(run.state),
    duration: run => run.ms,
    bytes: run => run.bytes,
  };

  function expected(
    orderBy: MigrationOrderBy,
    order: 'asc' | 'desc',
  ): string[] {
    const sign = order === 'asc' ? 1 : -1;
    const value = VALUES[orderBy];
    const age = new Map(all.map(({ id }, index) => [id, index]));
    return [...all]
      .sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        if ((x === null) !== (y === null)) {
          return x === null ? 1 : -1;
        }
        const byAge = age.get(b.id)! - age.get(a.id)!;
        if (orderBy === 'createdAt') {
          return -sign * byAge;
        }
        return x === y ? byAge : sign * (x! < y! ? -1 : 1);
      })
      .map(({ id }) => id);
  }

  async function pages(options: object, limit: number): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await stores.migrations.list({ ...options, limit, cursor });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.pageInfo.nextCursor;
      // Time goes on between two pages; it must not move anything.
      clock.advance(1_000);
    } while (cursor);
    clock.advance(-1_000);
    return ids;
  }

  it.each(ORDERS)('by %s, %s, whatever the pages', async (orderBy, order) => {
    const ids = expected(orderBy, order);
    expect(ids).toHaveLength(COUNT);
    for (const limit of [1, 5, COUNT, COUNT + 1]) {
      expect(await pages({ orderBy, order }, limit)).toEqual(ids);
    }
    const permissionFilter = {
      key: 'initiator' as const,
      property: 'initiator' as const,
      values: ['user:default/ada'],
    };
    expect(
      await pages(
        { orderBy, order, type: 'stage', permissionFilter } as object,
        2,
      ),
    ).toEqual(
      ids.filter(id => {
        const run = all.find(each => each.id === id)!;
        return run.type === 'stage' && run.initiatedBy === 'user:default/ada';
      }),
    );
  });

  it('refuses a cursor of another order, with the field', async () => {
    for (const [orderBy, order] of ORDERS) {
      const { pageInfo } = await stores.migrations.list({
        orderBy,
        order,
        limit: 1,
      });
      for (const [otherBy, other] of ORDERS) {
        const again = stores.migrations.list({
          orderBy: otherBy,
          order: other,
          limit: 1,
          cursor: pageInfo.nextCursor,
        });
        expect(await again.catch(error => error)).toMatchObject(
          otherBy === orderBy && other === order
            ? { items: [{}] }
            : {
                code: 'INVALID_INPUT',
                field: 'cursor',
                message: `The cursor is of a list by ${orderBy}, ${order}, and not by ${otherBy}, ${other}`,
              },
        );
      }
    }
  });

  it.each([
    ['bytes', '1; drop table migrations'],
    ['bytes', 0.5],
    ['bytes', 1e300],
    ['bytes', undefined],
    ['bytes', null],
    ['planName', null],
    ['duration', true],
    ['state', 'failed'],
    ['planName', 5],
    ['planName', 'a\u0000b'],
    ['createdAt', 'apple'],
  ])('refuses a cursor by %s with the value %j', async (orderBy, value) => {
    const cursor = encodeCursor({
      orderBy,
      order: 'desc',
      value,
      createdAt: clock.now(),
      id: 'x',
      asOf: clock.now(),
    });
    await expect(
      stores.migrations.list({
        orderBy: orderBy as MigrationOrderBy,
        limit: 1,
        cursor,
      }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'cursor' });
  });

  it('knows the bytes of runs that ended before they were sorted by them', async () => {
    const directory = resolvePackagePath(
      '@direct-migration/backstage-plugin-direct-migration-backend',
      'migrations',
    );
    const name = '20261124210000_sorting.js';
    const stored = async () =>
      knex('migrations')
        .orderBy('id')
        .select('id', 'finished_at', 'bytes_done');
    const before = await stored();
    await knex.migrate.down({ directory, name } as object);
    await knex.migrate.up({ directory, name } as object);
    expect(await stored()).toEqual(before);
  });

  it('stores the bytes of a run when it ends, and counts anew when it goes on', async () => {
    await knex('migrations').delete();
    const { id } = await startMigration(stores, makePlan({ volumes: 2 }));
    const end = async (bytesDone: number, state: 'succeeded' | 'failed') => {
      const { lease } = (await stores.queue.claim({
        leaseUntil: new Date(clock.now().getTime() + 60_000),
      }))!;
      await stores.queue.save(lease, {
        state,
        finishedAt: clock.now(),
        progress: { bytesDone, filesDone: 1 },
      });
      await stores.queue.release(lease);
    };
    const stored = async () =>
      (await knex('migrations').where({ id }).first()).bytes_done;
    await end(10, 'failed');
    expect(await stored()).toBeNull();
    await end(5, 'succeeded');
    expect(await stored()).toBe(15);
    await stores.migrations.retry({ migrationId: id, by: 'user:default/ada' });
    expect(await stored()).toBeNull();
    await end(100, 'succeeded');
    expect(await stored()).toBe(105);
  });
});
