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
  type PlanOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { FakeClock } from '../__testUtils__/FakeClock';
import { aborted, FakeEngine } from '../__testUtils__/FakeEngine';
import { advanceUntil, until } from '../__testUtils__/settle';
import {
  createTestDatabases,
  makePlan,
  openStores,
  startMigration,
} from '../__testUtils__/testDatabases';
import type { Stores } from '../database/createStores';
import type { ItemQueue } from '../database/ItemQueue';
import type { StepResult } from '../engines/types';
import { MigrationError } from '../errors/MigrationError';
import { MigrationWorker } from './MigrationWorker';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const CONFIG = {
  limits: { perCluster: 1000, perNode: 1000 },
  concurrency: 4,
  leaseDurationMs: 30_000,
  pollIntervalMs: 1_000,
};
const by = 'user:default/ada';

const never = () => new Promise<never>(() => {});
const copying: StepResult = {
  kind: 'continue',
  phase: 'copying',
  afterMs: 1_000,
};
const failure = (retryable: boolean): StepResult => ({
  kind: 'failed',
  retryable,
  error: {
    code: 'NETWORK',
    message: 'Connection reset',
    hint: 'Check the route',
  },
});

describe.each(databases.eachSupportedId())(
  'MigrationWorker on %s',
  databaseId => {
    let clock: FakeClock;
    let engine: FakeEngine;
    let knex: Knex;
    let stores: Stores;
    let workers: MigrationWorker[];

    beforeEach(async () => {
      clock = new FakeClock();
      engine = new FakeEngine();
      knex = await databases.init(databaseId);
      stores = await openStores(knex, () => clock.now());
      workers = [];
    });

    afterEach(async () => {
      await Promise.all(workers.map(worker => worker.stop()));
      if (clock.pending > 0) {
        throw new Error(`${clock.pending} timer(s) left after the stop`);
      }
    });

    function makeWorker(
      options: {
        clock?: FakeClock;
        engine?: FakeEngine;
        queue?: ItemQueue;
        config?: Partial<typeof CONFIG>;
        onChange?: () => void;
      } = {},
    ): MigrationWorker {
      const used = options.engine ?? engine;
      return new MigrationWorker({
        clock: options.clock ?? clock,
        config: { ...CONFIG, ...options.config },
        engines: { volume: used, image: used, workload: used },
        logger: mockServices.logger.mock(),
        logs: stores.logs,
        onChange: options.onChange ?? (() => {}),
        queue: options.queue ?? stores.queue,
        random: () => 1,
      });
    }

    function startWorker(
      options?: Parameters<typeof makeWorker>[0],
    ): MigrationWorker {
      const worker = makeWorker(options);
      workers.push(worker);
      worker.start();
      return worker;
    }

    async function begin(
      options: PlanOptions = {},
      volumes = 1,
    ): Promise<string> {
      return (await startMigration(stores, makePlan({ volumes, options }))).id;
    }

    const get = async (id: string): Promise<Migration> =>
      (await stores.migrations.get(id))!;
    const finished = (id: string, stepMs?: number) =>
      advanceUntil(
        clock,
        async () => {
          const migration = await get(id);
          return isFinished(migration.state) && migration;
        },
        stepMs,
      );
    const row = async (id: string) =>
      knex('items').where('migration_id', id).first();
    const eventTypes = async (id: string) =>
      (await stores.events.list({ migrationId: id, limit: 200 })).items.map(
        ({ type }) => type,
      );

    it('decides, cleans up, and only then ends', async () => {
      const id = await begin();
      const steps: StepResult[] = [
        { ...copying, memo: { pod: 'a' }, waitingFor: 'a node' } as StepResult,
        {
          kind: 'succeeded',
          result: { digest: 'x' },
          progress: { bytesDone: 5, filesDone: 1 },
        },
      ];
      const memos: unknown[] = [];
      engine.onStep = async context => {
        memos.push(context.memo);
        await context.event('warn', 'volume.vanished', 'A file vanished');
        return steps.shift()!;
      };
      const during: unknown[] = [];
      engine.onCleanup = async () => {
        const { state, outcome, phase } = await row(id);
        during.push({ state, outcome, phase });
        return during.length === 3;
      };
      startWorker();
      expect(await finished(id)).toMatchObject({
        state: 'succeeded',
        items: [
          {
            state: 'succeeded',
            attempts: 1,
            result: { digest: 'x' },
            progress: { bytesDone: 5 },
          },
        ],
      });
      expect(during).toEqual(
        Array(3).fill({
          state: 'running',
          outcome: 'succeeded',
          phase: 'cleaningUp',
        }),
      );
      expect(memos).toEqual([{}, { pod: 'a' }]);
      expect(await row(id)).toMatchObject({
        lease_token: null,
        outcome: null,
        phase: null,
        waiting_for: null,
        memo: null,
      });
      expect(await eventTypes(id)).toEqual([
        'migration.created',
        'item.started',
        'volume.vanished',
        'item.phase',
        'volume.vanished',
        'item.succeeded',
        'migration.finished',
      ]);
    });

    it('tries again after a growing wait, and no more often than the plan says', async () => {
      const id = await begin({ maxAttempts: 3 });
      const begun: number[] = [];
      engine.onStep = async () => {
        begun.push(clock.now().getTime());
        return failure(true);
      };
      startWorker();
      await advanceUntil(
        clock,
        async () => (await row(id)).phase === 'waitingForRetry',
      );
      expect(await get(id)).toMatchObject({
        state: 'running',
        items: [
          {
            state: 'running',
            attempts: 1,
            waitingFor: expect.stringContaining('Attempt 2 of 3 begins at'),
            error: { code: 'NETWORK', attempts: 1 },
          },
        ],
      });
      expect((await row(id)).lease_token).toBeNull();
      expect(await finished(id)).toMatchObject({
        state: 'failed',
        items: [
          {
            state: 'failed',
            attempts: 3,
            error: {
              code: 'NETWORK',
              message: 'Connection reset',
              hint: 'Check the route',
              attempts: 3,
            },
          },
        ],
      });
      expect(engine.log).toEqual([
        'step 1',
        'cleanup',
        'step 2',
        'cleanup',
        'step 3',
        'cleanup',
      ]);
      expect(begun[1] - begun[0]).toBeGreaterThanOrEqual(5_000);
      expect(begun[2] - begun[1]).toBeGreaterThanOrEqual(10_000);
      expect(begun[2] - begun[1]).toBeLessThan(20_000);
    });

    it('does not try again what cannot succeed, and keeps its objects if told to', async () => {
      const id = await begin({ keepOnFailure: true });
      engine.onStep = async () => failure(false);
      startWorker();
      expect(await finished(id)).toMatchObject({
        state: 'failed',
        items: [{ attempts: 1 }],
      });
      expect(engine.log).toEqual(['step 1']);
      expect(await eventTypes(id)).toContain('item.kept');

      // Queued again by a person: what was kept goes first.
      engine.onStep = async () => ({
        kind: 'partiallyFailed',
        error: { code: 'SKIPPED', message: '2 files' },
      });
      await stores.migrations.retry({ migrationId: id, by });
      expect(await finished(id)).toMatchObject({
        state: 'partiallyFailed',
        items: [{ attempts: 2, error: { code: 'SKIPPED', attempts: 2 } }],
      });
      expect(engine.log).toEqual(['step 1', 'cleanup', 'step 2']);
    });

    it('survives a cluster that is away for a while without losing the attempt', async () => {
      const id = await begin({ maxAttempts: 2 });
      let failures = 0;
      engine.onStep = async () => {
        if (failures < 6) {
          failures += 1;
          throw new MigrationError({
            code: 'CLUSTER_UNREACHABLE',
            message: 'ECONNREFUSED',
            retryable: true,
          });
        }
        return { kind: 'succeeded' };
      };
      startWorker();
      await advanceUntil(clock, async () =>
        (await row(id)).waiting_for?.includes('ECONNREFUSED'),
      );
      expect(await finished(id)).toMatchObject({
        state: 'succeeded',
        items: [{ attempts: 1 }],
      });
      expect(engine.log.filter(what => what === 'cleanup')).toHaveLength(1);

      // If it stays away, the attempt is lost in the end.
      const gone = await begin({ maxAttempts: 1 });
      engine.onStep = async () => {
        throw new MigrationError({
          code: 'CLUSTER_UNREACHABLE',
          message: 'ECONNREFUSED',
          hint: 'Start it',
          retryable: true,
        });
      };
      expect(await finished(gone, 1_000)).toMatchObject({
        state: 'failed',
        items: [{ error: { code: 'CLUSTER_UNREACHABLE', hint: 'Start it' } }],
      });
    });

    it('classifies what an engine throws', async () => {
      const id = await begin({ maxAttempts: 2 }, 2);
      engine.onStep = async ({ spec }) => {
        throw 'name' in spec && spec.name === 'v0'
          ? new TypeError('x is undefined')
          : new MigrationError({
              code: 'STORAGE_CLASS_UNKNOWN',
              message: 'No such class',
              hint: 'Choose one',
            });
      };
      startWorker();
      expect((await finished(id)).items).toMatchObject([
        {
          state: 'failed',
          attempts: 2,
          error: {
            code: 'INTERNAL',
            message: 'Unexpected error: x is undefined',
            hint: expect.any(String),
          },
        },
        {
          state: 'failed',
          attempts: 1,
          error: { code: 'STORAGE_CLASS_UNKNOWN', hint: 'Choose one' },
        },
      ]);
    });

    it.each([
      ['that stops when told to', aborted],
      ['that hangs', never],
    ])(
      'ends an item at its deadline, with an engine %s',
      async (_what, wait) => {
        const id = await begin({ itemTimeoutSeconds: 60, maxAttempts: 3 });
        engine.onStep = async ({ signal }) => {
          await wait(signal);
          throw new Error('aborted');
        };
        startWorker();
        const migration = await finished(id);
        expect(migration).toMatchObject({
          state: 'failed',
          items: [
            {
              attempts: 1,
              error: {
                code: 'ITEM_TIMEOUT',
                message: expect.stringContaining('60 seconds'),
              },
            },
          ],
        });
        expect(
          Date.parse(migration.finishedAt!) - Date.parse(migration.startedAt!),
        ).toBeLessThan(90_000);
        expect(engine.log).toEqual(['step 1', 'cleanup']);
      },
    );

    it('gives up a clean-up that never ends, and says so', async () => {
      const id = await begin();
      engine.onCleanup = async () => {
        throw new MigrationError({
          code: 'FORBIDDEN',
          message: 'May not delete pods',
        });
      };
      startWorker();
      expect(await finished(id, 2_000)).toMatchObject({
        state: 'partiallyFailed',
        items: [
          {
            state: 'partiallyFailed',
            error: {
              code: 'CLEANUP_TIMEOUT',
              hint: expect.stringContaining('direct-migration.io/item='),
            },
          },
        ],
      });
    });

    it('cancels in the middle of a step, cleans up, and ends as canceled', async () => {
      const id = await begin({}, 2);
      engine.onStep = async ({ signal }) => {
        await aborted(signal);
        throw signal.reason;
      };
      const seen: boolean[] = [];
      engine.onCleanup = async ({ signal }) => {
        seen.push(signal.aborted);
        return true;
      };
      const worker = startWorker();
      await until(() => engine.calls.length === 2);
      await stores.migrations.cancel({ migrationId: id, by });
      expect((await get(id)).state).toBe('canceling');
      worker.wake({ migrationId: id });
      // No time passes: the worker of the same process need not wait for a heartbeat.
      await until(async () => (await get(id)).state === 'canceled');
      expect(engine.log.sort()).toEqual([
        'cleanup',
        'cleanup',
        'step 1',
        'step 1',
      ]);
      expect(seen).toEqual([false, false]);

      // Canceled through another instance: found out by heartbeat.
      const other = await begin();
      worker.wake();
      await until(() => engine.calls.length === 5);
      await stores.migrations.cancel({ migrationId: other, by });
      expect(await finished(other)).toMatchObject({
        state: 'canceled',
        items: [{ state: 'canceled', attempts: 1 }],
      });
    });

    it('cancels while an item waits for its next attempt', async () => {
      const id = await begin();
      engine.onStep = async () => failure(true);
      const worker = startWorker();
      await advanceUntil(
        clock,
        async () => (await row(id)).phase === 'waitingForRetry',
      );
      await stores.migrations.cancel({ migrationId: id, by });
      worker.wake();
      await until(async () => (await get(id)).state === 'canceled');
      expect(engine.log).toEqual(['step 1', 'cleanup', 'cleanup']);
    });

    it('reports what was done although it was canceled at the last moment', async () => {
      const id = await begin();
      engine.onStep = async () => {
        await stores.migrations.cancel({ migrationId: id, by });
        return { kind: 'succeeded' };
      };
      startWorker();
      expect(await finished(id)).toMatchObject({ state: 'succeeded' });
    });

    it('takes over from a worker that died in a step, which cannot write any more', async () => {
      const id = await begin();
      const frozen = new FakeClock();
      const dead = new FakeEngine();
      let finish = (_result: StepResult) => {};
      dead.onStep = () =>
        new Promise<StepResult>(resolve => {
          finish = resolve;
        });
      // Its time stands still: no heartbeat, no shutdown.
      const old = makeWorker({ clock: frozen, engine: dead });
      old.start();
      await until(() => dead.calls.length === 1);

      startWorker();
      clock.advance(CONFIG.leaseDurationMs - 1);
      expect(engine.calls).toEqual([]);
      expect(await finished(id)).toMatchObject({
        state: 'succeeded',
        items: [{ attempts: 1 }],
      });
      expect(engine.log).toEqual(['step 1', 'cleanup']);

      finish({
        kind: 'failed',
        retryable: false,
        error: { code: 'LATE', message: 'x' },
      });
      await old.stop();
      expect(dead.log).toEqual(['step 1']);
      expect(await get(id)).toMatchObject({ state: 'succeeded' });
      expect((await get(id)).items[0].error).toBeUndefined();
      expect(await eventTypes(id)).not.toContain('item.failed');
      expect(frozen.pending).toBe(0);
    });

    it('goes on with the clean-up when a worker died between the end of the copy and it', async () => {
      const id = await begin();
      const frozen = new FakeClock();
      const dead = new FakeEngine();
      dead.onCleanup = async ({ signal }) => {
        await aborted(signal);
        return false;
      };
      const old = makeWorker({ clock: frozen, engine: dead });
      old.start();
      await until(() => dead.log.includes('cleanup'));
      expect(await get(id)).toMatchObject({ state: 'running' });

      startWorker();
      expect(await finished(id)).toMatchObject({
        state: 'succeeded',
        items: [{ attempts: 1, progress: { bytesDone: 10 } }],
      });
      expect(engine.log).toEqual(['cleanup']);
      await old.stop();
      expect(await get(id)).toMatchObject({ state: 'succeeded' });
    });

    it('stops a step when the lease is lost', async () => {
      const id = await begin();
      const reasons: unknown[] = [];
      engine.onStep = async ({ signal }) => {
        await aborted(signal);
        reasons.push(signal.reason);
        throw signal.reason;
      };
      startWorker();
      await until(() => engine.calls.length === 1);
      await knex('items').update({
        lease_token: 'somebody-else',
        lease_until: new Date(clock.now().getTime() + 3_600_000),
      });
      await advanceUntil(clock, () => reasons.length > 0);
      expect(reasons).toEqual(['leaseLost']);
      expect(await row(id)).toMatchObject({
        lease_token: 'somebody-else',
        attempt: 1,
      });
    });

    it('never lets two workers do one item', async () => {
      const id = await begin({ maxAttempts: 1 }, 30);
      const engines = [new FakeEngine(), new FakeEngine()];
      const owner = new Map<string, FakeEngine>();
      for (const one of engines) {
        const visits = new Map<string, number>();
        one.onStep = async ({ itemId }) => {
          expect(owner.get(itemId) ?? one).toBe(one);
          owner.set(itemId, one);
          const visit = (visits.get(itemId) ?? 0) + 1;
          visits.set(itemId, visit);
          return visit < 3 ? copying : { kind: 'succeeded' };
        };
        startWorker({ engine: one });
      }
      expect(await finished(id)).toMatchObject({
        state: 'succeeded',
        itemCounts: { total: 30, succeeded: 30 },
      });
      expect(engines.map(({ maxAtOnce }) => maxAtOnce)).toEqual([1, 1]);
      expect(engines.every(({ calls }) => calls.length > 0)).toBe(true);
      expect(engines[0].calls.length + engines[1].calls.length).toBe(30 * 4);
    });

    it('drives no more items at once than configured', async () => {
      const id = await begin({}, 7);
      const open = new Set<string>();
      let most = 0;
      engine.onStep = async ({ itemId }) => {
        open.add(itemId);
        most = Math.max(most, open.size);
        // Those that began stay until all slots are taken.
        await until(() => most >= 3);
        return { kind: 'succeeded' };
      };
      engine.onCleanup = async ({ itemId }) => {
        open.delete(itemId);
        return true;
      };
      startWorker({ config: { concurrency: 3 } });
      await finished(id);
      expect(most).toBe(3);
    });

    it('hands its items back when it is shut down, and another goes on at once', async () => {
      const id = await begin({}, 2);
      engine.onStep = async ({ signal }) => {
        await aborted(signal);
        expect(signal.reason).toBe('shutdown');
        return { ...copying, memo: { kept: true } } as StepResult;
      };
      const first = startWorker();
      await until(() => engine.calls.length === 2);
      await first.stop();
      expect(clock.pending).toBe(0);
      expect(await knex('items').whereNotNull('lease_token')).toEqual([]);

      const memos: unknown[] = [];
      const second = new FakeEngine();
      second.onStep = async ({ memo }) => {
        memos.push(memo);
        return { kind: 'succeeded' };
      };
      startWorker({ engine: second });
      // No time passes.
      await until(async () => (await get(id)).state === 'succeeded');
      expect(memos).toEqual([{ kept: true }, { kept: true }]);
      expect(await get(id)).toMatchObject({
        items: [{ attempts: 1 }, { attempts: 1 }],
      });
    });

    it('survives a database that is away for a while', async () => {
      const id = await begin();
      let down = 3;
      const flaky =
        <T extends unknown[], R>(call: (...args: T) => Promise<R>) =>
        async (...args: T): Promise<R> => {
          if (down > 0) {
            down -= 1;
            throw new Error('connection terminated');
          }
          return call(...args);
        };
      const { queue } = stores;
      startWorker({
        queue: {
          claim: flaky(options => queue.claim(options)),
          siblings: of => queue.siblings(of),
          heartbeat: flaky((lease, options) => queue.heartbeat(lease, options)),
          save: flaky((lease, patch, events) =>
            queue.save(lease, patch, events),
          ),
          release: flaky((lease, options) => queue.release(lease, options)),
        },
      });
      engine.onStep = async () => {
        down = 2;
        return { kind: 'succeeded' };
      };
      engine.onCleanup = async () => {
        down = 2;
        return true;
      };
      expect(await finished(id)).toMatchObject({
        state: 'succeeded',
        items: [{ attempts: 1 }],
      });
      expect(engine.log).toEqual(['step 1', 'cleanup']);
    });

    it('shows the phase while a step is under way, each with an event, at most once a second', async () => {
      const id = await begin();
      const seen: unknown[] = [];
      engine.onStep = async ({
        attempt,
        memo,
        reportPhase,
        reportProgress,
      }) => {
        if (!memo.asked) {
          return {
            kind: 'continue',
            phase: 'waitingForSender',
            waitingFor: 'a node',
            afterMs: 0,
            memo: { asked: attempt },
          };
        }
        for (const phase of ['scanning', 'connecting', 'copying', 'copying']) {
          reportPhase(phase);
          reportProgress({ bytesDone: seen.length, filesDone: 0 });
          clock.advance(250);
          const current = await until(async () => {
            const { items } = await get(id);
            return items[0].phase !== 'waitingForSender' && items[0];
          });
          seen.push([current.phase, current.waitingFor]);
        }
        await until(async () => (await get(id)).items[0].phase === 'copying');
        return { kind: 'succeeded' };
      };
      startWorker();
      await until(async () => isFinished((await get(id)).state));
      // What passes within a second is not shown.
      expect(seen.slice(0, 3)).toEqual(Array(3).fill(['scanning', undefined]));
      const events = await stores.events.list({ migrationId: id, limit: 200 });
      expect(
        events.items
          .filter(({ type }) => type === 'item.phase')
          .map(({ message }) => message),
      ).toEqual([
        'shop/v0 → shop/v0: waitingForSender',
        'shop/v0 → shop/v0: scanning',
        'shop/v0 → shop/v0: copying',
      ]);
    });

    it('writes progress at most once a second', async () => {
      const id = await begin();
      const written: number[] = [];
      const { queue } = stores;
      engine.onStep = async ({ reportProgress }) => {
        for (let i = 1; i <= 40; i++) {
          reportProgress({ bytesDone: i, filesDone: 0 });
          clock.advance(100);
          await row(id);
        }
        reportProgress({ bytesDone: 99, filesDone: 0 });
        return { kind: 'succeeded' };
      };
      startWorker({
        queue: {
          claim: options => queue.claim(options),
          siblings: of => queue.siblings(of),
          heartbeat: (lease, options) => queue.heartbeat(lease, options),
          release: (lease, options) => queue.release(lease, options),
          save: (lease, patch, events) => {
            if (patch.progress) {
              written.push(patch.progress.bytesDone);
            }
            return queue.save(lease, patch, events);
          },
        },
      });
      // Time passes only in the step.
      const migration = await until(async () => {
        const current = await get(id);
        return isFinished(current.state) && current;
      });
      expect(migration).toMatchObject({
        state: 'succeeded',
        progress: { bytesDone: 99 },
      });
      expect(written).toEqual([1, 10, 20, 30, 40, 99]);
    });
  },
);
