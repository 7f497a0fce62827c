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

import { aborted } from '../__testUtils__/FakeEngine';
import { advanceUntil, until } from '../__testUtils__/settle';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { Workers } from '../__testUtils__/Workers';
import type { StepResult } from '../engines/types';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const by = 'user:default/ada';

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
  'Cancel of MigrationWorker on %s',
  databaseId => {
    const workers = Workers.forEach(databases, databaseId);

    it('cancels in the middle of a step, cleans up, and ends as canceled', async () => {
      const id = await workers.begin({}, 2);
      workers.engine.onStep = async ({ signal }) => {
        await aborted(signal);
        throw signal.reason;
      };
      const seen: boolean[] = [];
      workers.engine.onCleanup = async ({ signal }) => {
        seen.push(signal.aborted);
        return true;
      };
      const worker = workers.start();
      await until(() => workers.engine.calls.length === 2);
      await workers.stores.migrations.cancel({ migrationId: id, by });
      expect((await workers.get(id)).state).toBe('canceling');
      worker.wake({ migrationId: id });
      // No time passes: the worker of the same process need not wait for a heartbeat.
      await until(async () => (await workers.get(id)).state === 'canceled');
      expect(workers.engine.log.sort()).toEqual([
        'cleanup',
        'cleanup',
        'step 1',
        'step 1',
      ]);
      expect(seen).toEqual([false, false]);

      // Canceled through another instance: found out by heartbeat.
      const other = await workers.begin();
      worker.wake();
      await until(() => workers.engine.calls.length === 5);
      await workers.stores.migrations.cancel({ migrationId: other, by });
      expect(await workers.finished(other)).toMatchObject({
        state: 'canceled',
        items: [{ state: 'canceled', attempts: 1 }],
      });
    });

    it('cancels while an item waits for its next attempt', async () => {
      const id = await workers.begin();
      workers.engine.onStep = async () => failure(true);
      const worker = workers.start();
      await advanceUntil(
        workers.clock,
        async () => (await workers.row(id)).phase === 'waitingForRetry',
      );
      await workers.stores.migrations.cancel({ migrationId: id, by });
      worker.wake();
      await until(async () => (await workers.get(id)).state === 'canceled');
      expect(workers.engine.log).toEqual(['step 1', 'cleanup', 'cleanup']);
    });

    it('reports what was done although it was canceled at the last moment', async () => {
      const id = await workers.begin();
      workers.engine.onStep = async () => {
        await workers.stores.migrations.cancel({ migrationId: id, by });
        return { kind: 'succeeded' };
      };
      workers.start();
      expect(await workers.finished(id)).toMatchObject({ state: 'succeeded' });
    });
  },
);
