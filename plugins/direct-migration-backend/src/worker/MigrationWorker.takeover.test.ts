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

import { FakeClock } from '../__testUtils__/FakeClock';
import { aborted, FakeEngine } from '../__testUtils__/FakeEngine';
import { advanceUntil, until } from '../__testUtils__/settle';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { Workers } from '../__testUtils__/Workers';
import type { StepResult } from '../engines/types';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const copying: StepResult = {
  kind: 'continue',
  phase: 'copying',
  afterMs: 1_000,
};

describe.each(databases.eachSupportedId())(
  'Takeover by MigrationWorker on %s',
  databaseId => {
    const workers = Workers.forEach(databases, databaseId);

    it('takes over from a worker that died in a step, which cannot write any more', async () => {
      const id = await workers.begin();
      const frozen = new FakeClock();
      const dead = new FakeEngine();
      let finish = (_result: StepResult) => {};
      dead.onStep = () =>
        new Promise<StepResult>(resolve => {
          finish = resolve;
        });
      // Its time stands still: no heartbeat, no shutdown.
      const old = workers.make({ clock: frozen, engine: dead });
      old.start();
      await until(() => dead.calls.length === 1);

      workers.start();
      workers.clock.advance(Workers.CONFIG.leaseDurationMs - 1);
      expect(workers.engine.calls).toEqual([]);
      expect(await workers.finished(id)).toMatchObject({
        state: 'succeeded',
        items: [{ attempts: 1 }],
      });
      expect(workers.engine.log).toEqual(['step 1', 'cleanup']);

      finish({
        kind: 'failed',
        retryable: false,
        error: { code: 'LATE', message: 'x' },
      });
      await old.stop();
      expect(dead.log).toEqual(['step 1']);
      expect(await workers.get(id)).toMatchObject({ state: 'succeeded' });
      expect((await workers.get(id)).items[0].error).toBeUndefined();
      expect(await workers.eventTypes(id)).not.toContain('item.failed');
      expect(frozen.pending).toBe(0);
    });

    it('goes on with the clean-up when a worker died between the end of the copy and it', async () => {
      const id = await workers.begin();
      const frozen = new FakeClock();
      const dead = new FakeEngine();
      dead.onCleanup = async ({ signal }) => {
        await aborted(signal);
        return false;
      };
      const old = workers.make({ clock: frozen, engine: dead });
      old.start();
      await until(() => dead.log.includes('cleanup'));
      expect(await workers.get(id)).toMatchObject({ state: 'running' });

      workers.start();
      expect(await workers.finished(id)).toMatchObject({
        state: 'succeeded',
        items: [{ attempts: 1, progress: { bytesDone: 10 } }],
      });
      expect(workers.engine.log).toEqual(['cleanup']);
      await old.stop();
      expect(await workers.get(id)).toMatchObject({ state: 'succeeded' });
    });

    it('stops a step when the lease is lost', async () => {
      const id = await workers.begin();
      const reasons: unknown[] = [];
      workers.engine.onStep = async ({ signal }) => {
        await aborted(signal);
        reasons.push(signal.reason);
        throw signal.reason;
      };
      workers.start();
      await until(() => workers.engine.calls.length === 1);
      await workers.knex('items').update({
        lease_token: 'somebody-else',
        lease_until: new Date(workers.clock.now().getTime() + 3_600_000),
      });
      await advanceUntil(workers.clock, () => reasons.length > 0);
      expect(reasons).toEqual(['leaseLost']);
      expect(await workers.row(id)).toMatchObject({
        lease_token: 'somebody-else',
        attempt: 1,
      });
    });

    it('never lets two workers do one item', async () => {
      const id = await workers.begin({ maxAttempts: 1 }, 30);
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
        workers.start({ engine: one });
      }
      expect(await workers.finished(id)).toMatchObject({
        state: 'succeeded',
        itemCounts: { total: 30, succeeded: 30 },
      });
      expect(engines.map(({ maxAtOnce }) => maxAtOnce)).toEqual([1, 1]);
      expect(engines.every(({ calls }) => calls.length > 0)).toBe(true);
      expect(engines[0].calls.length + engines[1].calls.length).toBe(30 * 4);
    });

    it('hands its items back when it is shut down, and another goes on at once', async () => {
      const id = await workers.begin({}, 2);
      workers.engine.onStep = async ({ signal }) => {
        await aborted(signal);
        expect(signal.reason).toBe('shutdown');
        return { ...copying, memo: { kept: true } } as StepResult;
      };
      const first = workers.start();
      await until(() => workers.engine.calls.length === 2);
      await first.stop();
      expect(workers.clock.pending).toBe(0);
      expect(await workers.knex('items').whereNotNull('lease_token')).toEqual(
        [],
      );

      const memos: unknown[] = [];
      const second = new FakeEngine();
      second.onStep = async ({ memo }) => {
        memos.push(memo);
        return { kind: 'succeeded' };
      };
      workers.start({ engine: second });
      // No time passes.
      await until(async () => (await workers.get(id)).state === 'succeeded');
      expect(memos).toEqual([{ kept: true }, { kept: true }]);
      expect(await workers.get(id)).toMatchObject({
        items: [{ attempts: 1 }, { attempts: 1 }],
      });
    });

    it('survives a database that is away for a while', async () => {
      const id = await workers.begin();
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
      const { queue } = workers.stores;
      workers.start({
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
      workers.engine.onStep = async () => {
        down = 2;
        return { kind: 'succeeded' };
      };
      workers.engine.onCleanup = async () => {
        down = 2;
        return true;
      };
      expect(await workers.finished(id)).toMatchObject({
        state: 'succeeded',
        items: [{ attempts: 1 }],
      });
      expect(workers.engine.log).toEqual(['step 1', 'cleanup']);
    });
  },
);
