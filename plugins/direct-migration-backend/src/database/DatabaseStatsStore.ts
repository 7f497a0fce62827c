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
import {
  isFinished,
  type State,
  type Stats,
  type StatsFigures,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { applyPermissionFilter } from './applyPermissionFilter';
import { epochSeconds } from './dialect';
import type { StatsFilter, StatsStore } from './StatsStore';

const SECONDS_PER_DAY = 86_400;

/** Migrations of one day, state and pair of clusters. */
interface Group {
  day: number;
  state: State;
  source: string;
  target: string;
  count: number;
  seconds: number;
  bytes: number;
}

type Figures = StatsFigures & { seconds: number; timed: number };

/** Counts in the database; what comes back grows with the days and pairs of clusters, not with the migrations. */
export class DatabaseStatsStore implements StatsStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async collect(filter: StatsFilter): Promise<Stats> {
    const groups = await this.#groups(filter);
    const totals = noFigures();
    const days = new Map<number, Figures>();
    const pairs = new Map<string, Figures & { group: Group }>();
    for (const group of groups) {
      const { day, source, target } = group;
      const ofDay = days.get(day) ?? noFigures();
      days.set(day, ofDay);
      const pair = JSON.stringify([source, target]);
      const ofPair = pairs.get(pair) ?? { ...noFigures(), group };
      pairs.set(pair, ofPair);
      [totals, ofDay, ofPair].forEach(figures => add(figures, group));
    }
    return {
      from: filter.after.toISOString(),
      to: filter.before.toISOString(),
      totals: finish(totals),
      days: [...days]
        .sort(([a], [b]) => a - b)
        .map(([day, figures]) => ({
          day: new Date(day * SECONDS_PER_DAY * 1000)
            .toISOString()
            .slice(0, 10),
          ...finish(figures),
        })),
      clusterPairs: [...pairs.values()]
        .sort((a, b) => b.total - a.total)
        .map(({ group, ...figures }) => ({
          sourceCluster: group.source,
          targetCluster: group.target,
          ...finish(figures),
        })),
    };
  }

  async #groups(filter: StatsFilter): Promise<Group[]> {
    const knex = this.#knex;
    const seconds = (column: string) => epochSeconds(knex, column);
    const day = `cast(floor(${seconds(
      'migrations.created_at',
    )} / ${SECONDS_PER_DAY}) as integer)`;
    const query = knex('migrations')
      .select({
        day: knex.raw(day),
        state: 'migrations.state',
        source: 'source_cluster',
        target: 'target_cluster',
      })
      .count({ count: '*' })
      .sum({
        seconds: knex.raw(
          `${seconds('finished_at')} - ${seconds('started_at')}`,
        ) as never,
        // Of these migrations only: all items together are ten times as many as a month's.
        bytes: knex.raw(
          '(select sum(bytes_done) from items where items.migration_id = migrations.id)',
        ) as never,
      })
      .where('migrations.created_at', '>=', filter.after)
      .where('migrations.created_at', '<', filter.before)
      .groupByRaw(`${day}, migrations.state, source_cluster, target_cluster`);
    const { cluster, entityRef, permissionFilter } = filter;
    if (cluster) {
      query.andWhere(either =>
        either
          .where('source_cluster', cluster)
          .orWhere('target_cluster', cluster),
      );
    }
    if (entityRef) {
      query.where('entity_ref', entityRef);
    }
    if (permissionFilter) {
      applyPermissionFilter(query, 'migrations', permissionFilter);
    }
    const rows = (await query) as unknown as Record<
      keyof Group,
      string | number | null
    >[];
    return rows.map(row => ({
      day: Number(row.day),
      state: row.state as State,
      source: String(row.source),
      target: String(row.target),
      count: Number(row.count),
      seconds: Number(row.seconds ?? 0),
      bytes: Number(row.bytes ?? 0),
    }));
  }
}

function noFigures(): Figures {
  return {
    total: 0,
    succeeded: 0,
    partiallyFailed: 0,
    failed: 0,
    canceled: 0,
    unfinished: 0,
    bytes: 0,
    seconds: 0,
    timed: 0,
  };
}

function add(figures: Figures, group: Group): void {
  figures.total += group.count;
  figures.bytes += group.bytes;
  const { state } = group;
  if (isFinished(state)) {
    figures[state as 'succeeded'] += group.count;
  } else {
    figures.unfinished += group.count;
  }
  // How long it takes is asked of what was done; a canceled or failed run says nothing about that.
  if (state === 'succeeded') {
    figures.seconds += group.seconds;
    figures.timed += group.count;
  }
}

function finish({ seconds, timed, ...figures }: Figures): StatsFigures {
  const ended = figures.total - figures.unfinished - figures.canceled;
  return {
    ...figures,
    ...(ended > 0 && { successRate: figures.succeeded / ended }),
    ...(timed > 0 && { averageSeconds: seconds / timed }),
  };
}
