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

import { isFinished } from '@direct-migration/backstage-plugin-direct-migration-common';
import { until } from '../__testUtils__/settle';
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
  'MigrationWorker on %s',
  databaseId => {
    const workers = Workers.forEach(databases, databaseId);

    it('decides, cleans up, and only then ends', async () => {
      const id = await workers.begin();
      const steps: StepResult[] = [
        { ...copying, memo: { pod: 'a' }, waitingFor: 'a node' } as StepResult,
        {
          kind: 'succeeded',
          result: { digest: 'x' },
          progress: { bytesDone: 5, filesDone: 1 },
        },
      ];
      const memos: unknown[] = [];
      workers.engine.onStep = async context => {
        memos.push(context.memo);
        await context.event('warn', 'volume.vanished', 'A file vanished');
        return steps.shift()!;
      };
      const during: unknown[] = [];
      workers.engine.onCleanup = async () => {
        const { state, outcome, phase } = await workers.row(id);
        during.push({ state, outcome, phase });
        return during.length === 3;
      };
      workers.start();
      expect(await workers.finished(id)).toMatchObject({
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
      expect(await workers.row(id)).toMatchObject({
        lease_token: null,
        outcome: null,
        phase: null,
        waiting_for: null,
        memo: null,
      });
      expect(await workers.eventTypes(id)).toEqual([
        'migration.created',
        'item.started',
        'volume.vanished',
        'item.phase',
        'volume.vanished',
        'item.succeeded',
        'migration.finished',
      ]);
    });

    it('drives no more items at once than configured', async () => {
      const id = await workers.begin({}, 7);
      const open = new Set<string>();
      let most = 0;
      workers.engine.onStep = async ({ itemId }) => {
        open.add(itemId);
        most = Math.max(most, open.size);
        // Those that began stay until all slots are taken.
        await until(() => most >= 3);
        return { kind: 'succeeded' };
      };
      workers.engine.onCleanup = async ({ itemId }) => {
        open.delete(itemId);
        return true;
      };
      workers.start({ config: { concurrency: 3 } });
      await workers.finished(id);
      expect(most).toBe(3);
    });

    it('shows the phase while a step is under way, each with an event, at most once a second', async () => {
      const id = await workers.begin();
      const seen: unknown[] = [];
      workers.engine.onStep = async ({
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
          workers.clock.advance(250);
          const current = await until(async () => {
            const { items } = await workers.get(id);
            return items[0].phase !== 'waitingForSender' && items[0];
          });
          seen.push([current.phase, current.waitingFor]);
        }
        await until(
          async () => (await workers.get(id)).items[0].phase === 'copying',
        );
        return { kind: 'succeeded' };
      };
      workers.start();
      await until(async () => isFinished((await workers.get(id)).state));
      // What passes within a second is not shown.
      expect(seen.slice(0, 3)).toEqual(Array(3).fill(['scanning', undefined]));
      const events = await workers.stores.events.list({
        migrationId: id,
        limit: 200,
      });
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
      const id = await workers.begin();
      const written: number[] = [];
      const { queue } = workers.stores;
      workers.engine.onStep = async ({ reportProgress }) => {
        for (let i = 1; i <= 40; i++) {
          reportProgress({ bytesDone: i, filesDone: 0 });
          workers.clock.advance(100);
          await workers.row(id);
        }
        reportProgress({ bytesDone: 99, filesDone: 0 });
        return { kind: 'succeeded' };
      };
      workers.start({
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
        const current = await workers.get(id);
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
