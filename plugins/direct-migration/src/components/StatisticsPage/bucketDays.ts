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

import type {
  Stats,
  StatsFigures,
} from '@direct-migration/backstage-plugin-direct-migration-common';

const DAY_MS = 86_400_000;

/** More bars than this can't be told apart. */
const MAX_DAYS = 92;

/** Figures of a day, or of a week that begins then. */
export interface Bucket extends StatsFigures {
  /** UTC, `2026-11-24`. */
  day: string;
}

/** Every day of the period, those without migrations too; whole weeks where there are many. */
export function bucketDays(stats: Stats): {
  buckets: Bucket[];
  isWeekly: boolean;
} {
  const first = dayNumber(stats.from);
  // The end is exclusive: a period that ends at midnight does not have that day.
  const last = Math.floor((Date.parse(stats.to) - 1) / DAY_MS);
  const size = last - first + 1 > MAX_DAYS ? 7 : 1;
  const byBucket = new Map<number, StatsFigures[]>();
  for (const figures of stats.days) {
    // From the end, so that the last week is a whole one.
    const index = Math.floor((last - dayNumber(figures.day)) / size);
    byBucket.set(index, [...(byBucket.get(index) ?? []), figures]);
  }
  const count = Math.max(0, Math.ceil((last - first + 1) / size));
  const buckets = Array.from({ length: count }, (_, position) => {
    const index = count - 1 - position;
    const begin = Math.max(first, last - size * (index + 1) + 1);
    return {
      day: new Date(begin * DAY_MS).toISOString().slice(0, 10),
      ...sum(byBucket.get(index) ?? []),
    };
  });
  return { buckets, isWeekly: size === 7 };
}

function sum(parts: StatsFigures[]): StatsFigures {
  const total = (name: keyof StatsFigures) =>
    parts.reduce((value, part) => value + (part[name] ?? 0), 0);
  const succeeded = total('succeeded');
  const ended = succeeded + total('partiallyFailed') + total('failed');
  const timed = parts.filter(part => part.averageSeconds !== undefined);
  const weight = timed.reduce((value, part) => value + part.succeeded, 0);
  return {
    total: total('total'),
    succeeded,
    partiallyFailed: total('partiallyFailed'),
    failed: total('failed'),
    canceled: total('canceled'),
    unfinished: total('unfinished'),
    bytes: total('bytes'),
    ...(ended > 0 && { successRate: succeeded / ended }),
    ...(weight > 0 && {
      averageSeconds:
        timed.reduce(
          (value, part) => value + part.averageSeconds! * part.succeeded,
          0,
        ) / weight,
    }),
  };
}

function dayNumber(time: string): number {
  return Math.floor(Date.parse(time) / DAY_MS);
}
