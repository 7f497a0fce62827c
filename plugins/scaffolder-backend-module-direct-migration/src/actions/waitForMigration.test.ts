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

import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { DirectMigrationService } from '@direct-migration/backstage-plugin-direct-migration-node';
import { parse } from 'yaml';
import { createWaitForMigrationAction } from './waitForMigration';
import { examples } from './waitForMigration.examples';

function setUp(getMigration: jest.Mock, extra: object = {}) {
  const action = createWaitForMigrationAction({
    migrations: {
      getMigration,
    } as Partial<DirectMigrationService> as DirectMigrationService,
    pollIntervalMs: 1,
  });
  const { input } = parse(examples[0].example).steps[0];
  const context = {
    ...createMockActionContext({ input: { ...input, migrationId: 'm1' } }),
    ...extra,
  };
  return { context, run: () => action.handler(context as any) };
}

function migration(state: string, extra: object = {}) {
  return {
    id: 'm1',
    state,
    items: [],
    progress: { bytesDone: 5, bytesTotal: 10, filesDone: 1 },
    ...extra,
  };
}

describe('directMigration:migration:wait', () => {
  it('waits until it has succeeded, over failures of single looks', async () => {
    const getMigration = jest
      .fn()
      .mockResolvedValueOnce(migration('queued'))
      .mockRejectedValueOnce(
        Object.assign(new Error('down'), { statusCode: 503 }),
      )
      .mockResolvedValueOnce(migration('running'))
      .mockResolvedValueOnce(migration('succeeded'));
    const { context, run } = setUp(getMigration);
    await run();
    expect(getMigration).toHaveBeenCalledTimes(4);
    expect(context.output).toHaveBeenCalledWith('state', 'succeeded');
    expect(context.output).toHaveBeenCalledWith('bytesDone', 5);
  });

  it.each(['failed', 'partiallyFailed', 'canceled'])(
    'fails with the causes when it ends as %s',
    async state => {
      const items = [
        {
          name: 'shop/data',
          error: { code: 'NO_SPACE', message: 'Disk full', hint: 'Grow it.' },
        },
      ];
      const { run } = setUp(
        jest.fn().mockResolvedValue(migration(state, { items })),
      );
      await expect(run()).rejects.toThrow(
        `Migration m1 ended as ${state}\nshop/data: Disk full [NO_SPACE] Grow it.`,
      );
    },
  );

  it('gives up at once when it may not look', async () => {
    const getMigration = jest
      .fn()
      .mockRejectedValue(
        Object.assign(new Error('denied'), { statusCode: 403 }),
      );
    const { run } = setUp(getMigration);
    await expect(run()).rejects.toThrow('denied');
    expect(getMigration).toHaveBeenCalledTimes(1);
  });

  it('stops when the task is canceled and leaves the migration alone', async () => {
    const controller = new AbortController();
    const getMigration = jest.fn().mockImplementation(async () => {
      controller.abort();
      return migration('running');
    });
    const { run } = setUp(getMigration, { signal: controller.signal });
    await expect(run()).rejects.toThrow(
      'Canceled while waiting for migration m1, which goes on',
    );
  });
});
