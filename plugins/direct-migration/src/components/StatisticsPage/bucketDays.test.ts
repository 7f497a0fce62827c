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

import type { StatsFigures } from '@direct-migration/backstage-plugin-direct-migration-common';
import { bucketDays } from './bucketDays';

const none: StatsFigures = {
  total: 0,
  succeeded: 0,
  partiallyFailed: 0,
  failed: 0,
  canceled: 0,
  unfinished: 0,
  bytes: 0,
};

describe('bucketDays', () => {
  it('has every day, also those without migrations', () => {
    const busy = { ...none, day: '2026-11-22', total: 2, succeeded: 2 };
    const { buckets, isWeekly } = bucketDays({
      from: '2026-11-21T09:00:00.000Z',
      to: '2026-11-24T00:00:00.000Z',
      totals: none,
      days: [{ ...busy, successRate: 1, averageSeconds: 10 }],
      clusterPairs: [],
    });
    expect(isWeekly).toBe(false);
    expect(buckets).toEqual([
      { day: '2026-11-21', ...none },
      { ...busy, successRate: 1, averageSeconds: 10 },
      { day: '2026-11-23', ...none },
    ]);
  });

  it('puts a long time into weeks, the last of them whole', () => {
    const day = (name: string, figures: Partial<StatsFigures>) => ({
      ...none,
      day: name,
      ...figures,
    });
    const { buckets, isWeekly } = bucketDays({
      from: '2026-07-01T00:00:00.000Z',
      to: '2026-11-24T12:00:00.000Z',
      totals: none,
      days: [
        day('2026-11-17', { total: 1, failed: 1, bytes: 5 }),
        day('2026-11-18', {
          total: 3,
          succeeded: 3,
          bytes: 1,
          averageSeconds: 10,
        }),
        day('2026-11-24', {
          total: 2,
          succeeded: 1,
          failed: 1,
          bytes: 2,
          averageSeconds: 50,
        }),
      ],
      clusterPairs: [],
    });
    expect(isWeekly).toBe(true);
    expect(buckets.slice(-2)).toEqual([
      {
        ...none,
        day: '2026-11-11',
        total: 1,
        failed: 1,
        bytes: 5,
        successRate: 0,
      },
      {
        ...none,
        day: '2026-11-18',
        total: 5,
        succeeded: 4,
        failed: 1,
        bytes: 3,
        successRate: 0.8,
        averageSeconds: 20,
      },
    ]);
    expect(buckets[0].day).toBe('2026-07-01');
    expect(buckets).toHaveLength(21);
  });
});
