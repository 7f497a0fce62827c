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
import type { ClaimedItem } from './ItemQueue';
import { WAITING_GRACE_MS } from './withinLimits';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'limits of the queue on %s',
  databaseId => {
    let knex: Knex;
    let stores: Stores;
    let clock: FakeClock;

    beforeEach(async () => {
      clock = new FakeClock();
      knex = await databases.init(databaseId);
      stores = await openStores(knex, () => clock.now());
    });

    const inMs = (ms: number) => new Date(clock.now().getTime() + ms);
    const claim = (
      limits: { perCluster?: number; perNode?: number } = {},
    ): Promise<ClaimedItem | undefined> =>
      stores.queue.claim({
        kind: 'volume',
        leaseUntil: inMs(3_600_000),
        limits: { perCluster: 100, perNode: 100, ...limits },
      });
    const claimAll = async (limits?: Parameters<typeof claim>[0]) => {
      const claims: ClaimedItem[] = [];
      for (let next = await claim(limits); next; next = await claim(limits)) {
        claims.push(next);
      }
      return claims;
    };
    const between = (
      source: string,
      target: string,
      volumes: number,
      options: object = {},
    ) =>
      startMigration(
        stores,
        makePlan({
          volumes,
          options,
          overrides: {
            sourceCluster: `resource:default/${source}`,
            targetCluster: `resource:default/${target}`,
          },
        }),
      );
    const name = (item: ClaimedItem | undefined) => item?.item.name;

    it('count each cluster on its own, whichever side it is on', async () => {
      await between('a', 'b', 3);
      expect(await claimAll({ perCluster: 2 })).toHaveLength(2);
      await between('c', 'd', 3);
      expect(await claimAll({ perCluster: 2 })).toHaveLength(2);
      // d is full, e is not.
      await between('d', 'e', 1);
      expect(await claim({ perCluster: 2 })).toBeUndefined();
      // Neither is full, though the two together have more than two.
      await between('e', 'f', 1);
      expect(await claim({ perCluster: 2 })).toBeDefined();
    });

    it('count the volumes of a migration that says so', async () => {
      const { id } = await between('a', 'b', 3, { maxParallel: 1 });
      await between('a', 'b', 2);
      const claims = await claimAll();
      expect(claims).toHaveLength(3);
      const [first, ...others] = claims.filter(c => c.item.migrationId === id);
      expect(others).toEqual([]);
      await stores.queue.release(first.lease, { resumeAt: inMs(60_000) });
      expect((await claim())?.item.migrationId).toBe(id);
      expect(await claim()).toBeUndefined();
    });

    it('count a node of a cluster, and begin with the largest', async () => {
      const plan = makePlan({ volumes: 4 });
      await stores.plans.create(plan);
      const sizes = [1, 30, 20, 10];
      await stores.migrations.create({
        plan,
        type: 'stage',
        initiatedBy: 'user:default/ada',
        preflight: { blocked: false, checks: [] },
        items: plan.volumes.map((spec, index) => ({
          kind: 'volume' as const,
          step: 'copy' as const,
          name: `v${index}`,
          source: {},
          target: {},
          spec,
          weight: sizes[index],
          node: index < 3 ? 'node-1' : undefined,
        })),
        maxAttempts: 1,
      });
      expect((await claimAll({ perNode: 2 })).map(name)).toEqual([
        'v1',
        'v2',
        'v3',
      ]);
    });

    it('forget a volume that has waited for its cluster for a while', async () => {
      await between('a', 'b', 3);
      const limits = { perCluster: 1 };
      const first = (await claim(limits))!;
      expect(await claim(limits)).toBeUndefined();
      await stores.queue.save(first.lease, {
        state: 'running',
        waitingFor: 'pod shop/x: 0/3 nodes are available',
        waitingSince: clock.now(),
      });
      clock.advance(WAITING_GRACE_MS - 1_000);
      expect(await claim(limits)).toBeUndefined();
      clock.advance(2_000);
      const second = (await claim(limits))!;
      expect(second.item.id).not.toBe(first.item.id);
      expect(await claim(limits)).toBeUndefined();
      // It goes on: together they are one too many, and no other begins.
      await stores.queue.save(first.lease, { waitingSince: null });
      await stores.queue.release(second.lease, { resumeAt: inMs(60_000) });
      expect(await claim(limits)).toBeUndefined();
    });

    it('forget a worker whose lease has run out', async () => {
      await between('a', 'b', 2);
      await stores.queue.claim({
        kind: 'volume',
        leaseUntil: inMs(1_000),
        limits: { perCluster: 1, perNode: 1 },
      });
      expect(await claim({ perCluster: 1 })).toBeUndefined();
      clock.advance(1_500);
      expect(await claim({ perCluster: 1 })).toBeDefined();
    });

    it('do not keep what is canceled or decided from its clean-up', async () => {
      const { id } = await between('a', 'b', 3);
      const limits = { perCluster: 1 };
      const first = (await claim(limits))!;
      await stores.queue.save(first.lease, { outcome: 'failed' });
      await stores.queue.release(first.lease);
      const second = (await claim(limits))!;
      // Either the one that was decided, or one that was not begun: the other comes nevertheless.
      await stores.migrations.cancel({ migrationId: id, by: 'x' });
      const rest = await claimAll(limits);
      expect(rest.map(c => c.item.id)).not.toContain(second.item.id);
      expect(rest.every(c => c.item.cancelRequested)).toBe(true);
    });

    it('hold for several workers that claim at once', async () => {
      await between('a', 'b', 10);
      const claims = await Promise.all(
        Array.from({ length: 8 }, () => claim({ perCluster: 3 })),
      );
      expect(claims.filter(Boolean).length).toBeLessThanOrEqual(3);
      await claimAll({ perCluster: 3 });
      const held = await knex('items').whereNotNull('lease_token');
      expect(held).toHaveLength(3);
    });
  },
);
