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
import { advanceUntil } from '../__testUtils__/settle';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { Workers } from '../__testUtils__/Workers';
import { MigrationError } from '../errors/MigrationError';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const by = 'user:default/ada';
const HOUR_MS = Workers.CONFIG.keepFailedForMs;

describe.each(databases.eachSupportedId())(
  'What MigrationWorker keeps on failure, on %s',
  databaseId => {
    const workers = Workers.forEach(databases, databaseId);

    const fail = async () => {
      const id = await workers.begin({ keepOnFailure: true });
      workers.engine.onStep = async () => ({
        kind: 'failed',
        retryable: false,
        error: { code: 'NO_SPACE', message: 'full', hint: 'enlarge it' },
      });
      workers.start();
      return workers.finished(id);
    };
    const keptUntil = async (id: string) =>
      (await workers.get(id)).items[0].keptUntil;
    const removed = (id: string, stepMs?: number) =>
      advanceUntil(workers.clock, async () => !(await keptUntil(id)), stepMs);

    it('is removed once its time is over, and the item stays as it ended', async () => {
      const migration = await fail();
      const [item] = migration.items;
      expect(Date.parse(item.keptUntil!) - Date.parse(item.finishedAt!)).toBe(
        HOUR_MS,
      );
      const removing: boolean[] = [];
      workers.engine.onCleanup = async ({ removesKept }) => {
        removing.push(removesKept === true);
        expect(workers.clock.now().getTime()).toBeGreaterThanOrEqual(
          Date.parse(item.keptUntil!),
        );
        return true;
      };
      await removed(migration.id, 60_000);
      expect(removing).toEqual([true]);
      const { keptUntil: _, ...rest } = item;
      expect(await workers.get(migration.id)).toEqual({
        ...migration,
        items: [rest],
      });
      expect(workers.engine.log).toEqual(['step 1', 'cleanup']);
      expect(await workers.eventTypes(migration.id)).toContain(
        'item.keptRemoved',
      );
      // The lease goes after the result is there.
      await advanceUntil(
        workers.clock,
        async () => (await workers.row(migration.id)).lease_token === null,
        1_000,
      );
    });

    it('is removed at once when somebody asks for it, also while no slot is free', async () => {
      const { id } = await fail();
      workers.start({ config: { limits: { perCluster: 0, perNode: 0 } } });
      const command = { migrationId: id, by };
      expect(await workers.stores.migrations.removeKept(command)).toBe(1);
      await removed(id);
      expect(await workers.stores.migrations.removeKept(command)).toBe(0);
      expect(workers.engine.log).toEqual(['step 1', 'cleanup']);
    });

    it('waits for a cluster that does not answer, says so, and is removed in the end', async () => {
      const { id } = await fail();
      let away = true;
      workers.engine.onCleanup = async () => {
        if (away) {
          throw new MigrationError({
            code: 'CLUSTER_UNREACHABLE',
            message: 'ECONNREFUSED',
          });
        }
        return true;
      };
      await workers.stores.migrations.removeKept({ migrationId: id, by });
      const waiting = await advanceUntil(
        workers.clock,
        async () => (await workers.get(id)).items[0].waitingFor,
        5_000,
      );
      expect(waiting).toContain('ECONNREFUSED');
      expect((await workers.get(id)).state).toBe('failed');
      expect(await keptUntil(id)).toBeDefined();
      away = false;
      await removed(id, 60_000);
      expect((await workers.get(id)).items[0].waitingFor).toBeUndefined();
    });

    it('goes before the next attempt, and is then forgotten', async () => {
      const { id } = await fail();
      workers.engine.onStep = async () => ({ kind: 'succeeded' });
      await workers.stores.migrations.retry({ migrationId: id, by });
      expect(await keptUntil(id)).toBeUndefined();
      expect(await workers.finished(id)).toMatchObject({ state: 'succeeded' });
      expect(workers.engine.log).toEqual([
        'step 1',
        'cleanup',
        'step 2',
        'cleanup',
      ]);
    });
  },
);
