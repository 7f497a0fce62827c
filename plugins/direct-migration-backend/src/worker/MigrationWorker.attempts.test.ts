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
import { advanceUntil } from '../__testUtils__/settle';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { Workers } from '../__testUtils__/Workers';
import type { StepResult } from '../engines/types';
import { MigrationError } from '../errors/MigrationError';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const by = 'user:default/ada';

const never = () => new Promise<never>(() => {});
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
  'Attempts of MigrationWorker on %s',
  databaseId => {
    const workers = Workers.forEach(databases, databaseId);

    it('tries again after a growing wait, and no more often than the plan says', async () => {
      const id = await workers.begin({ maxAttempts: 3 });
      const begun: number[] = [];
      workers.engine.onStep = async () => {
        begun.push(workers.clock.now().getTime());
        return failure(true);
      };
      workers.start();
      await advanceUntil(
        workers.clock,
        async () => (await workers.row(id)).phase === 'waitingForRetry',
      );
      expect(await workers.get(id)).toMatchObject({
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
      expect((await workers.row(id)).lease_token).toBeNull();
      expect(await workers.finished(id)).toMatchObject({
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
      expect(workers.engine.log).toEqual([
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
      const id = await workers.begin({ keepOnFailure: true });
      workers.engine.onStep = async () => failure(false);
      workers.start();
      expect(await workers.finished(id)).toMatchObject({
        state: 'failed',
        items: [{ attempts: 1 }],
      });
      expect(workers.engine.log).toEqual(['step 1']);
      expect(await workers.eventTypes(id)).toContain('item.kept');

      // Queued again by a person: what was kept goes first.
      workers.engine.onStep = async () => ({
        kind: 'partiallyFailed',
        error: { code: 'SKIPPED', message: '2 files' },
      });
      await workers.stores.migrations.retry({ migrationId: id, by });
      expect(await workers.finished(id)).toMatchObject({
        state: 'partiallyFailed',
        items: [{ attempts: 2, error: { code: 'SKIPPED', attempts: 2 } }],
      });
      expect(workers.engine.log).toEqual(['step 1', 'cleanup', 'step 2']);
    });

    it('survives a cluster that is away for a while without losing the attempt', async () => {
      const id = await workers.begin({ maxAttempts: 2 });
      let failures = 0;
      workers.engine.onStep = async () => {
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
      workers.start();
      await advanceUntil(workers.clock, async () =>
        (await workers.row(id)).waiting_for?.includes('ECONNREFUSED'),
      );
      expect(await workers.finished(id)).toMatchObject({
        state: 'succeeded',
        items: [{ attempts: 1 }],
      });
      expect(
        workers.engine.log.filter(what => what === 'cleanup'),
      ).toHaveLength(1);

      // If it stays away, the attempt is lost in the end.
      const gone = await workers.begin({ maxAttempts: 1 });
      workers.engine.onStep = async () => {
        throw new MigrationError({
          code: 'CLUSTER_UNREACHABLE',
          message: 'ECONNREFUSED',
          hint: 'Start it',
          retryable: true,
        });
      };
      expect(await workers.finished(gone, 1_000)).toMatchObject({
        state: 'failed',
        items: [{ error: { code: 'CLUSTER_UNREACHABLE', hint: 'Start it' } }],
      });
    });

    it('classifies what an workers.engine throws', async () => {
      const id = await workers.begin({ maxAttempts: 2 }, 2);
      workers.engine.onStep = async ({ spec }) => {
        throw 'name' in spec && spec.name === 'v0'
          ? new TypeError('x is undefined')
          : new MigrationError({
              code: 'STORAGE_CLASS_UNKNOWN',
              message: 'No such class',
              hint: 'Choose one',
            });
      };
      workers.start();
      expect((await workers.finished(id)).items).toMatchObject([
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
        const id = await workers.begin({
          itemTimeoutSeconds: 60,
          maxAttempts: 3,
        });
        workers.engine.onStep = async ({ signal }) => {
          await wait(signal);
          throw new Error('aborted');
        };
        workers.start();
        const migration = await workers.finished(id);
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
        expect(workers.engine.log).toEqual(['step 1', 'cleanup']);
      },
    );

    it('gives up a clean-up that never ends, and says so', async () => {
      const id = await workers.begin();
      workers.engine.onCleanup = async () => {
        throw new MigrationError({
          code: 'FORBIDDEN',
          message: 'May not delete pods',
        });
      };
      workers.start();
      expect(await workers.finished(id, 2_000)).toMatchObject({
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
  },
);
