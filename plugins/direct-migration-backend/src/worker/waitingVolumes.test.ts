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
import { FakeEngine } from '../__testUtils__/FakeEngine';
import {
  createTestDatabases,
  makePlan,
  openStores,
  startMigration,
} from '../__testUtils__/testDatabases';
import type { Stores } from '../database/createStores';
import { MigrationWorker } from './MigrationWorker';

jest.setTimeout(60_000);

const databases = createTestDatabases();
/** Volumes whose pods no node takes; more than there are slots. */
const STUCK = 5;
const VOLUMES = 30;

describe.each(databases.eachSupportedId())(
  'volumes that wait for their cluster on %s',
  databaseId => {
    let clock: FakeClock;
    let engine: FakeEngine;
    let knex: Knex;
    let stores: Stores;
    let worker: MigrationWorker;

    beforeEach(async () => {
      clock = new FakeClock();
      engine = new FakeEngine();
      knex = await databases.init(databaseId);
      stores = await openStores(knex, () => clock.now());
      worker = new MigrationWorker({
        clock,
        config: {
          concurrency: 2,
          limits: { perCluster: 3, perNode: 3 },
          leaseDurationMs: 30_000,
          pollIntervalMs: 1_000,
          keepFailedForMs: 3_600_000,
        },
        engines: { volume: engine, image: engine, workload: engine },
        logger: mockServices.logger.mock(),
        logs: stores.logs,
        onChange: () => {},
        queue: stores.queue,
        random: () => 1,
      });
    });
    afterEach(async () => {
      await worker.stop();
    });

    it('do not delay the others, and are still there in the end', async () => {
      const { id } = await startMigration(
        stores,
        makePlan({ volumes: VOLUMES }),
      );
      engine.onStep = async ({ spec }) => {
        const index = Number((spec as { name: string }).name.slice(1));
        return index < STUCK
          ? {
              kind: 'continue',
              phase: 'waitingForReceiver',
              waitingFor: '0/3 nodes are available',
              afterMs: 5_000,
            }
          : { kind: 'succeeded' };
      };
      worker.start();
      const counts = async () => (await stores.migrations.get(id))!.itemCounts!;
      let now = await counts();
      let seconds = 0;
      while (now.succeeded < VOLUMES - STUCK) {
        clock.advance(1_000);
        // What the time has begun goes on in the database.
        await new Promise(resolve => setTimeout(resolve, 5));
        seconds += 1;
        now = await counts();
        // Of the fake clock: the stuck ones would hold both slots for ever.
        expect(seconds).toBeLessThan(600);
      }
      expect(now).toMatchObject({ running: STUCK, queued: 0, failed: 0 });
    });
  },
);
