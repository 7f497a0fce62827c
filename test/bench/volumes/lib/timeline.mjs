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

const EVENTS = {
  'volume.targetCreated': 'target claim made',
  'volume.senderStarted': 'both pods made',
};

/**
 * When each volume of a migration came to what, in milliseconds since the POST: from its pods' own logs, which the product keeps,
 * so the clocks of the nodes count.
 * @returns {Promise<{item: string, marks: [string, number][]}[]>} in the order of time
 */
export async function timeline(bench, { migration, startedAt }) {
  return await Promise.all(
    migration.items.map(async item => {
      const logs = await bench.portal.text(
        `/migrations/${migration.id}/items/${item.id}/logs`,
      );
      const marks = [
        ['item begins', Date.parse(item.startedAt)],
        ['item succeeded, all removed', Date.parse(item.finishedAt)],
      ];
      const { items: events } = await bench.portal.call(
        'GET',
        `/migrations/${migration.id}/events?itemId=${item.id}&limit=100`,
      );
      for (const { type, time } of events)
        if (EVENTS[type]) marks.push([EVENTS[type], Date.parse(time)]);
      let pod;
      for (const line of logs.split('\n')) {
        pod = /^==> (\w+), attempt/.exec(line)?.[1] ?? pod;
        if (!line.startsWith('{')) continue;
        const { type, phase, time } = JSON.parse(line);
        if (type === 'phase') marks.push([`${pod} ${phase}`, Date.parse(time)]);
        if (type === 'result') marks.push([`${pod} ended`, Date.parse(time)]);
      }
      return {
        item: item.name,
        marks: marks
          .map(([name, at]) => [name, at - startedAt])
          .sort((a, b) => a[1] - b[1]),
      };
    }),
  );
}

/** The first time that something happened to any volume, in milliseconds. */
export function firstMark(timelines, name) {
  return Math.min(...timelines.map(({ marks }) => markOf(marks, name)));
}

/** Of all volumes: when the first, the middle and the last one came to each mark. */
export function spread(timelines) {
  const names = [
    ...new Set(timelines.flatMap(({ marks }) => marks.map(([name]) => name))),
  ];
  return names
    .map(name => {
      const times = timelines
        .map(({ marks }) => markOf(marks, name))
        .filter(Number.isFinite)
        .sort((a, b) => a - b);
      return {
        name,
        first: times[0],
        median: times[Math.floor((times.length - 1) / 2)],
        last: times[times.length - 1],
      };
    })
    .sort((a, b) => a.median - b.median);
}

function markOf(marks, name) {
  return marks.find(([mark]) => mark === name)?.[1] ?? Infinity;
}
