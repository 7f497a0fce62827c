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

import { mockServices } from '@backstage/backend-test-utils';
import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { FakeClock } from '../__testUtils__/FakeClock';
import {
  createTestDatabases,
  makePlan,
  openStores,
  startMigration,
} from '../__testUtils__/testDatabases';
import type { Stores } from '../database/createStores';
import { WaitNotifier } from './WaitNotifier';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('WaitNotifier on %s', databaseId => {
  let clock: FakeClock;
  let knex: Knex;
  let stores: Stores;
  let send: jest.Mock;
  let notifier: WaitNotifier;

  beforeEach(async () => {
    clock = new FakeClock();
    knex = await databases.init(databaseId);
    stores = await openStores(knex, () => clock.now());
    send = jest.fn(async () => {});
    notifier = new WaitNotifier({
      afterMs: { waiting: 300_000, stopped: 60_000 },
      logger: mockServices.logger.mock(),
      notifications: { send },
      now: () => clock.now(),
      waiting: stores.waiting,
    });
  });

  const begin = async (volumes: number): Promise<Migration> => {
    const migration = await startMigration(
      stores,
      makePlan({ volumes, overrides: { entityRef: 'component:default/shop' } }),
    );
    await knex('items').update({ state: 'running' });
    return migration;
  };

  /** Items begin to wait now, as a worker writes it. */
  const wait = async (
    migration: Migration,
    positions: number[],
    rest: object = {},
  ) =>
    knex('items')
      .where('migration_id', migration.id)
      .whereIn('position', positions)
      .update({
        waiting_for: 'pod a: no node has room',
        waiting_since: clock.now(),
        ...rest,
      });

  it('tells initiator and owner once of each wait, when it has lasted', async () => {
    const migration = await begin(2);
    await wait(migration, [0]);
    clock.advance(299_000);
    await notifier.run();
    expect(send).not.toHaveBeenCalled();
    clock.advance(2_000);
    await notifier.run();
    await notifier.run();
    expect(send.mock.calls).toEqual([
      [
        {
          recipients: {
            type: 'entity',
            entityRef: ['user:default/ada', 'component:default/shop'],
          },
          payload: {
            title: 'Migration Shop waits',
            description: 'shop/v0 → shop/v0 waits for pod a: no node has room',
            link: `/migrations/${migration.id}`,
            severity: 'high',
            topic: 'direct-migration',
            scope: `direct-migration:${migration.id}`,
          },
        },
      ],
    ]);

    // It goes on, and later waits again.
    await wait(migration, [0], { waiting_for: null, waiting_since: null });
    await notifier.run();
    await wait(migration, [0]);
    clock.advance(301_000);
    await notifier.run();
    await notifier.run();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('tells sooner while the application stands still', async () => {
    const migration = await begin(1);
    await wait(migration, [0], { kind: 'workload', step: 'quiesce' });
    clock.advance(61_000);
    await notifier.run();
    expect(send).toHaveBeenCalledWith({
      recipients: expect.anything(),
      payload: expect.objectContaining({
        title: 'Migration Shop waits while the application is stopped',
        severity: 'critical',
      }),
    });
  });

  it('tells of many at once, and not of what does not wait for anybody', async () => {
    const migration = await begin(8);
    await wait(migration, [0, 1, 2, 3]);
    await wait(migration, [4], { outcome: 'failed' });
    await wait(migration, [5], { cancel_requested: true });
    await wait(migration, [6], { state: 'queued' });
    await wait(migration, [7], { waiting_for: null });
    clock.advance(301_000);
    await notifier.run();
    expect(send).toHaveBeenCalledTimes(1);
    const { description } = send.mock.calls[0][0].payload;
    expect(description.match(/waits for/g)).toHaveLength(3);
    expect(description).toMatch(/; and 1 more$/);
  });

  it('tries again when nobody could be told', async () => {
    const migration = await begin(1);
    await wait(migration, [0]);
    clock.advance(301_000);
    send.mockRejectedValueOnce(new Error('down'));
    await notifier.run();
    await notifier.run();
    await notifier.run();
    expect(send).toHaveBeenCalledTimes(2);
  });
});
