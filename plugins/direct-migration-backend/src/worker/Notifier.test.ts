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
import type { Knex } from 'knex';
import { FakeClock } from '../__testUtils__/FakeClock';
import {
  createTestDatabases,
  makePlan,
  openStores,
  startMigration,
} from '../__testUtils__/testDatabases';
import type { Stores } from '../database/createStores';
import { EndedMigrations } from '../database/EndedMigrations';
import { Notifier } from './Notifier';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('Notifier on %s', databaseId => {
  let clock: FakeClock;
  let knex: Knex;
  let stores: Stores;
  let send: jest.Mock;
  let notifier: Notifier;

  beforeEach(async () => {
    clock = new FakeClock();
    knex = await databases.init(databaseId);
    stores = await openStores(knex, () => clock.now());
    send = jest.fn(async () => {});
    notifier = new Notifier({
      ended: new EndedMigrations(knex),
      logger: mockServices.logger.mock(),
      notifications: { send },
      now: () => clock.now(),
    });
  });

  /** Runs a migration of two volumes to its end by the hand of a worker. */
  async function ended(
    states: Array<'succeeded' | 'failed'>,
    overrides: object = {},
  ): Promise<string> {
    const { id } = await startMigration(
      stores,
      makePlan({ volumes: states.length, overrides }),
    );
    await end(states);
    return id;
  }

  async function end(states: Array<'succeeded' | 'failed'>) {
    for (const state of states) {
      const { lease } = (await stores.queue.claim({
        leaseUntil: new Date(clock.now().getTime() + 60_000),
      }))!;
      await stores.queue.save(lease, { state, finishedAt: clock.now() });
      await stores.queue.release(lease);
    }
  }

  it('tells initiator and owner once, whatever the outcome', async () => {
    const id = await ended(['succeeded', 'failed'], {
      entityRef: 'component:default/shop',
    });
    await Promise.all([notifier.run(), notifier.run()]);
    await notifier.run();
    expect(send.mock.calls).toEqual([
      [
        {
          recipients: {
            type: 'entity',
            entityRef: ['user:default/ada', 'component:default/shop'],
          },
          payload: {
            title: 'Migration Shop has partially failed',
            description:
              'east → west: 1 of 2 items were not moved whole. Look at the causes, then retry.',
            link: `/migrations/${id}`,
            severity: 'high',
            topic: 'direct-migration',
            scope: `direct-migration:${id}`,
          },
        },
      ],
    ]);
  });

  it('says nothing while it runs, and tells of a later end too', async () => {
    const { id } = await startMigration(stores, makePlan({ volumes: 1 }));
    await notifier.run();
    expect(send).not.toHaveBeenCalled();
    await end(['failed']);
    await notifier.run();
    await stores.migrations.retry({
      migrationId: id,
      by: 'user:default/ada',
    });
    await notifier.run();
    expect(send).toHaveBeenCalledTimes(1);
    await end(['succeeded']);
    await notifier.run();
    expect(send.mock.calls.map(([{ payload }]) => payload.severity)).toEqual([
      'high',
      'normal',
    ]);
  });

  it('tries again when it could not be sent, once a minute, but not for ever', async () => {
    await ended(['succeeded']);
    await ended(['failed']);
    send.mockRejectedValue(new Error('down'));
    // As often as something changes; of both it is no use to try.
    await Promise.all([notifier.run(), notifier.run()]);
    await notifier.run();
    expect(send).toHaveBeenCalledTimes(1);
    clock.advance(59_999);
    await notifier.run();
    expect(send).toHaveBeenCalledTimes(1);
    clock.advance(1);
    await notifier.run();
    expect(send).toHaveBeenCalledTimes(2);
    clock.advance(3_600_001);
    await notifier.run();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('tells of all of them once it can', async () => {
    await ended(['succeeded']);
    await ended(['failed']);
    send.mockRejectedValueOnce(new Error('down'));
    await notifier.run();
    clock.advance(60_000);
    await notifier.run();
    await notifier.run();
    expect(send).toHaveBeenCalledTimes(3);
  });

  it('sends nothing where there is nobody to be told', async () => {
    const id = await ended(['succeeded']);
    await knex('migrations')
      .where({ id })
      .update({ initiated_by: 'external:bot' });
    await notifier.run();
    await notifier.run();
    expect(send).not.toHaveBeenCalled();
    const { notified_at: told } = await knex('migrations').first('notified_at');
    expect(told).not.toBeNull();
  });
});
