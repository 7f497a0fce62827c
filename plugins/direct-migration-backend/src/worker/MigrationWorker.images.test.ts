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
import {
  isFinished,
  type Migration,
  type TagsProgress,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { FakeClock } from '../__testUtils__/FakeClock';
import { aborted, FakeEngine } from '../__testUtils__/FakeEngine';
import { until } from '../__testUtils__/settle';
import {
  createTestDatabases,
  makePlan,
  openStores,
  startMigration,
} from '../__testUtils__/testDatabases';
import type { Stores } from '../database/createStores';
import type { Sibling } from '../engines/types';
import { MigrationWorker } from './MigrationWorker';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'MigrationWorker with images on %s',
  databaseId => {
    let clock: FakeClock;
    let stores: Stores;
    let worker: MigrationWorker;
    let volumes: FakeEngine;
    let images: FakeEngine & { beginsAhead?: boolean };

    beforeEach(async () => {
      clock = new FakeClock();
      const knex = await databases.init(databaseId);
      stores = await openStores(knex, () => clock.now());
      volumes = new FakeEngine();
      images = Object.assign(new FakeEngine(), { beginsAhead: true });
      worker = new MigrationWorker({
        clock,
        config: {
          limits: { perCluster: 1000, perNode: 1000 },
          concurrency: 1,
          leaseDurationMs: 30_000,
          pollIntervalMs: 1_000,
          keepFailedForMs: 3_600_000,
        },
        engines: { volume: volumes, image: images, workload: volumes },
        logger: mockServices.logger.mock(),
        logs: stores.logs,
        onChange: () => {},
        queue: stores.queue,
      });
    });
    afterEach(() => worker.stop());

    const begin = (counts: { volumes: number; images: number }) =>
      startMigration(
        stores,
        makePlan({
          volumes: counts.volumes,
          overrides: {
            images: Array.from({ length: counts.images }, (_, i) => ({
              repository: `shop/${i}`,
            })),
          },
        }),
      );
    const get = async (id: string): Promise<Migration> =>
      (await stores.migrations.get(id))!;
    const finished = (id: string) =>
      until(async () => isFinished((await get(id)).state));

    it('drives all images of a migration at once, beside the volumes, and those of another one after them', async () => {
      const first = await begin({ volumes: 2, images: 5 });
      // Whoever has waited longest comes first.
      clock.advance(1_000);
      const second = await begin({ volumes: 0, images: 2 });
      let release = () => {};
      const released = new Promise<void>(resolve => {
        release = resolve;
      });
      const open = new Map<string, number>();
      images.onStep = async ({ migrationId }) => {
        open.set(migrationId, (open.get(migrationId) ?? 0) + 1);
        await released;
        return { kind: 'succeeded' };
      };
      worker.start();
      await until(() => open.get(first.id) === 5);
      // The one slot of volumes is not theirs.
      await until(() => volumes.log.filter(w => w === 'cleanup').length === 2);
      expect(open.has(second.id)).toBe(false);
      release();
      await finished(first.id);
      await finished(second.id);
      expect(open.get(second.id)).toBe(2);
    });

    it('tells an engine of the other images, and which attempt of them is due', async () => {
      const { id, items } = await begin({ volumes: 1, images: 2 });
      const seen: Sibling[][] = [];
      images.onStep = async ({ itemId, siblings }) => {
        if (itemId === items[1].id) {
          seen.push(await siblings());
          return { kind: 'succeeded' };
        }
        await until(async () => {
          const [other] = await siblings();
          return other.state === 'succeeded';
        });
        seen.push(await siblings());
        return { kind: 'succeeded' };
      };
      worker.start();
      await finished(id);
      expect(seen[0].map(s => [s.itemId, s.dueAttempt])).toEqual([
        [items[1].id, 1],
        [items[2].id, 1],
      ]);
      expect(seen[1].map(s => [s.attempt, s.dueAttempt])).toEqual([
        [1, undefined],
        [1, 1],
      ]);
    });

    it('keeps how far the tags are, shows it until the image has ended, and hands it to the next attempt', async () => {
      const { id } = await begin({ volumes: 0, images: 1 });
      const tagsAt = (done: number): TagsProgress => ({
        done,
        total: 2,
        tags: [{ tag: '1', state: done ? 'copied' : 'copying' }],
      });
      const known: unknown[] = [];
      let shown: unknown;
      images.onStep = async ({ attempt, tagProgress, reportTags }) => {
        known.push(tagProgress);
        reportTags(() => tagsAt(0));
        if (attempt === 1) {
          clock.advance(5_000);
          await until(async () => {
            shown = (await get(id)).items[0].tagProgress;
            return shown;
          });
          // Too soon to be written by itself.
          reportTags(() => tagsAt(1));
          const error = { code: 'NETWORK', message: 'no' };
          return { kind: 'failed', retryable: true, error };
        }
        return { kind: 'succeeded' };
      };
      worker.start();
      await until(async () => {
        clock.advance(5_000);
        return isFinished((await get(id)).state);
      });
      expect(shown).toEqual(tagsAt(0));
      expect(known).toEqual([undefined, tagsAt(1)]);
      expect((await get(id)).items[0].tagProgress).toBeUndefined();
    });

    it('cleans up after an image that is canceled before its first attempt, as another may have begun it', async () => {
      const busy = await begin({ volumes: 0, images: 1 });
      images.onStep = async ({ signal }) => {
        await aborted(signal);
        return { kind: 'continue', phase: 'copying', afterMs: 0 };
      };
      worker.start();
      await until(() => images.log.includes('step 1'));
      const { id, items } = await begin({ volumes: 0, images: 2 });
      // Elsewhere the first one has begun.
      const claim = await stores.queue.claim({
        leaseUntil: new Date('2999-01-01T00:00:00Z'),
        migrationIds: [id],
      });
      await stores.queue.save(claim!.lease, { state: 'running', attempt: 1 });
      await stores.migrations.cancel({
        migrationId: id,
        itemId: items[1].id,
        by: 'user:default/ada',
      });
      expect((await get(id)).items[1].state).toBe('canceling');
      await stores.migrations.cancel({
        migrationId: busy.id,
        by: 'user:default/ada',
      });
      worker.wake({ migrationId: busy.id });
      await until(async () => (await get(id)).items[1].state === 'canceled');
      expect(images.calls).toContainEqual({
        itemId: items[1].id,
        what: 'cleanup',
      });
    });
  },
);
