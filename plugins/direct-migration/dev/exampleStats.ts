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

/** Counts over the given days, weekends being quiet; the same for every reader. @param to - end of the period */
export function exampleStats(days: number, to: Date): Stats {
  const from = new Date(to.getTime() - days * DAY_MS);
  const list = Array.from({ length: days }, (_, index) => {
    const date = new Date(from.getTime() + (index + 1) * DAY_MS);
    return { day: date.toISOString().slice(0, 10), ...figuresOf(date) };
  }).filter(({ total }) => total > 0);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    totals: sum(list),
    days: list,
    clusterPairs: [
      ['east', 'west', 0.6],
      ['east', 'north', 0.3],
      ['west', 'east', 0.1],
    ].map(([source, target, share]) => ({
      sourceCluster: `resource:default/${source}`,
      targetCluster: `resource:default/${target}`,
      ...scale(sum(list), Number(share)),
    })),
  };
}

function figuresOf(date: Date): StatsFigures {
  const seed = Math.floor(date.getTime() / DAY_MS);
  const isWeekend = date.getUTCDay() % 6 === 0;
  const succeeded = isWeekend ? seed % 2 : 4 + ((seed * 7) % 9);
  const failed = (seed * 5) % 11 === 0 ? 2 : Number((seed * 3) % 7 === 0);
  const partiallyFailed = Number((seed * 5) % 6 === 0);
  const canceled = Number(seed % 9 === 0);
  const ended = succeeded + failed + partiallyFailed;
  return {
    total: ended + canceled,
    succeeded,
    partiallyFailed,
    failed,
    canceled,
    unfinished: 0,
    bytes: succeeded * 31e9 + ((seed * 13) % 17) * 4e9,
    ...(ended > 0 && { successRate: succeeded / ended }),
    ...(succeeded > 0 && { averageSeconds: 300 + ((seed * 37) % 23) * 40 }),
  };
}

function sum(list: StatsFigures[]): StatsFigures {
  const total = (name: keyof StatsFigures) =>
    list.reduce((value, figures) => value + (figures[name] ?? 0), 0);
  const ended = total('succeeded') + total('partiallyFailed') + total('failed');
  return {
    total: total('total'),
    succeeded: total('succeeded'),
    partiallyFailed: total('partiallyFailed'),
    failed: total('failed'),
    canceled: total('canceled'),
    unfinished: total('unfinished'),
    bytes: total('bytes'),
    ...(ended > 0 && { successRate: total('succeeded') / ended }),
    ...(list.length > 0 && {
      averageSeconds: total('averageSeconds') / list.length,
    }),
  };
}

function scale(figures: StatsFigures, share: number): StatsFigures {
  return {
    ...figures,
    total: Math.round(figures.total * share),
    succeeded: Math.round(figures.succeeded * share),
    partiallyFailed: Math.round(figures.partiallyFailed * share),
    failed: Math.round(figures.failed * share),
    canceled: Math.round(figures.canceled * share),
    bytes: figures.bytes * share,
  };
}
