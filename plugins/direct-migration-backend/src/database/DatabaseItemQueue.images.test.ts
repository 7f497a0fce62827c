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
const images = [{ repository: 'shop/a' }, { repository: 'shop/b' }];

describe.each(databases.eachSupportedId())(
  'the queue of images on %s',
  databaseId => {
    let knex: Knex;
    let stores: Stores;
    const by = 'user:default/ada';
    const leaseUntil = new Date('2999-01-01T00:00:00Z');

    beforeEach(async () => {
      const clock = new FakeClock();
      knex = await databases.init(databaseId);
      stores = await openStores(knex, () => clock.now());
    });

    const start = (volumes = 1) =>
      startMigration(stores, makePlan({ volumes, overrides: { images } }));

    it('gives out one kind, and one migration, if asked for', async () => {
      const first = await start();
      const second = await start();
      const claimed = async (options: object) =>
        (await stores.queue.claim({ leaseUntil, ...options }))?.item.name;
      const only = { kind: 'image' as const, migrationIds: [second.id] };
      expect(await claimed(only)).toBe('shop/a → shop/a');
      expect(await claimed(only)).toBe('shop/b → shop/b');
      expect(await claimed(only)).toBeUndefined();
      expect(await claimed({ kind: 'volume' })).toBe('shop/v0 → shop/v0');
      expect(await claimed({ kind: 'volume' })).toBe('shop/v0 → shop/v0');
      expect(await claimed({ kind: 'volume' })).toBeUndefined();
      const left = await stores.queue.claim({ leaseUntil });
      expect(left?.item).toMatchObject({
        kind: 'image',
        migrationId: first.id,
      });
    });

    it('lists the items of a kind in the order of the plan', async () => {
      const { id, items } = await start(2);
      const siblings = await stores.queue.siblings({
        migrationId: id,
        kind: 'image',
      });
      expect(siblings.map(item => item.id)).toEqual(
        items.slice(2).map(item => item.id),
      );
      expect(siblings[1].spec).toEqual({ repository: 'shop/b' });
    });

    it('leaves the end of an image to a worker once another of its images has begun', async () => {
      const stateOf = async (id: string) =>
        (await stores.migrations.get(id))!.items.map(item => item.state);
      const untouched = await start(0);
      const cancel = (migrationId: string, itemId: string) =>
        stores.migrations.cancel({ migrationId, itemId, by });
      await cancel(untouched.id, untouched.items[1].id);
      expect(await stateOf(untouched.id)).toEqual(['queued', 'canceled']);

      const begun = await start(0);
      await knex('items')
        .where('id', begun.items[0].id)
        .update({ attempt: 1, state: 'running' });
      await cancel(begun.id, begun.items[1].id);
      expect(await stateOf(begun.id)).toEqual(['running', 'canceling']);
    });
  },
);
