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

import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { Workers } from '../__testUtils__/Workers';
import { ItemMetrics } from './ItemMetrics';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const [databaseId] = databases.eachSupportedId()[0];

describe('ItemMetrics', () => {
  const workers = Workers.forEach(databases, databaseId);

  it('has each item once, when it has ended, with its bytes and its time', async () => {
    const recorded: Array<[string, number, unknown]> = [];
    const instrument = (name: string) => ({
      add: (value: number, labels: unknown) =>
        recorded.push([name, value, labels]),
      record: (value: number, labels: unknown) =>
        recorded.push([name, value, labels]),
    });
    const metrics = metricsServiceMock.mock({
      createCounter: instrument as never,
      createHistogram: instrument as never,
    });
    workers.engine.onStep = async ({ attempt }) => {
      if (attempt === 1) {
        workers.clock.advance(2_000);
        const error = { code: 'NETWORK', message: 'cut', hint: 'mend it' };
        return { kind: 'failed', retryable: true, error };
      }
      return {
        kind: 'succeeded',
        progress: { bytesDone: 10, bytesTotal: 10, filesDone: 1 },
      };
    };
    const id = await workers.begin();
    workers.start({ metrics: new ItemMetrics(metrics) });
    const { items } = await workers.finished(id);
    const seconds =
      (Date.parse(items[0].finishedAt!) - Date.parse(items[0].startedAt!)) /
      1000;
    expect(seconds).toBeGreaterThan(2);
    const labels = { kind: 'volume', step: 'copy', result: 'succeeded' };
    expect(recorded).toEqual([
      ['direct_migration.item.count', 1, labels],
      ['direct_migration.item.duration', seconds, labels],
      ['direct_migration.item.bytes', 10, labels],
    ]);
  });
});
