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

import { median, percentile } from './statistics.mjs';

const WEEK_MS = 7 * 86_400_000;

const ORDERS = [
  'planName',
  'entityRef',
  'initiatedBy',
  'type',
  'state',
  'duration',
  'bytes',
];

/** The first page and one in the middle, by everything that runs can be sorted by. */
async function sorted(deep) {
  const list = [];
  for (const orderBy of ORDERS) {
    for (const order of ['desc', 'asc']) {
      const path = `/migrations?orderBy=${orderBy}&order=${order}`;
      list.push([`by ${orderBy}, ${order}`, path]);
      list.push([
        `by ${orderBy}, ${order}, page 25`,
        await deep(`${path}&limit=200`, 25),
      ]);
    }
  }
  return list;
}

/** What people ask the lists for, with the bar in milliseconds where there is one. */
async function queries(portal, { usual, now }) {
  const deep = async (path, pages) => {
    let cursor;
    for (let page = 0; page < pages; page++) {
      const { body } = await portal.get(
        `${path}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      if (!body.pageInfo.nextCursor) break;
      cursor = body.pageInfo.nextCursor;
    }
    return cursor ? `${path}&cursor=${encodeURIComponent(cursor)}` : path;
  };
  const time = ms => encodeURIComponent(new Date(ms).toISOString());
  const before = time(now.getTime() - 10 * WEEK_MS);
  const after = time(now.getTime() - 11 * WEEK_MS);
  const { source_cluster: cluster, entity_ref: entity, plan_id: plan } = usual;
  const list = [
    ['first page', '/migrations'],
    ['200 at once', '/migrations?limit=200'],
    ['oldest first', '/migrations?order=asc'],
    ['page 25', await deep('/migrations?limit=200', 25)],
    ...(await sorted(deep)),
    ['by state', '/migrations?state=failed'],
    ['by type and state', '/migrations?type=rollback&state=canceled'],
    ['by cluster', `/migrations?cluster=${cluster}`],
    ['by application', `/migrations?entityRef=${entity}`],
    ['by plan', `/migrations?planId=${plan}`],
    ['by initiator', '/migrations?initiator=user:default/grace'],
    [
      'of one week',
      `/migrations?createdAfter=${after}&createdBefore=${before}`,
    ],
    [
      'by all of these',
      `/migrations?cluster=${cluster}&state=failed&type=cutover&initiator=user:default/grace`,
    ],
    ['nothing found', '/migrations?initiator=user:default/nobody'],
  ];
  const audit = [
    ['first page', '/audit'],
    ['200 at once', '/audit?limit=200'],
    ['page 50', await deep('/audit?limit=200', 50)],
    ['by actor', '/audit?actor=user:default/grace'],
    ['by action', '/audit?action=plan.delete'],
    ['by cluster', `/audit?cluster=${cluster}`],
    ['by application', `/audit?entityRef=${entity}`],
    ['by result', '/audit?result=failed'],
    ['of one week', `/audit?after=${after}&before=${before}`],
    ['nothing found', '/audit?entityRef=component:default/none'],
    ['nothing found of a result', '/audit?result=unknown'],
  ];
  const other = [
    ['one migration', `/migrations/${usual.id}`],
    ['statistics of 30 days', '/stats'],
    [
      'statistics of a year',
      `/stats?after=${time(now.getTime() - 52 * WEEK_MS)}`,
    ],
  ];
  return [
    ...list.map(([what, path]) => ({ what: `list, ${what}`, path, bar: 200 })),
    ...audit.map(([what, path]) => ({
      what: `audit, ${what}`,
      path,
      bar: 300,
    })),
    ...other.map(([what, path]) => ({ what, path })),
  ];
}

/** Medians of the REST API, one request at a time, the queries taking turns. */
export async function measureApi(portal, { runs, usual, now }) {
  const measured = (await queries(portal, { usual, now })).map(query => ({
    ...query,
    times: [],
  }));
  // The first round is for caches and compilers.
  for (let round = 0; round <= runs; round++) {
    for (const query of measured) {
      const { ms, body } = await portal.get(query.path);
      if (round > 0) query.times.push(ms);
      query.entries = body.items?.length;
    }
  }
  return measured.map(({ what, times, bar, entries }) => ({
    what,
    entries,
    runs: times.length,
    medianMs: median(times),
    p95Ms: percentile(times, 0.95),
    bar,
  }));
}
