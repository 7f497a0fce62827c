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
  GetStatsOptions,
  Stats,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { StatsStore } from '../database/StatsStore';
import { invalidInput } from './syntax';
import type { ListCallOptions, StatsService } from './types';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MAX_DAYS = 366;

/** Counts over migrations. */
export class DefaultStatsService implements StatsService {
  readonly #now: () => Date;
  readonly #store: StatsStore;

  constructor(options: { now: () => Date; store: StatsStore }) {
    this.#now = options.now;
    this.#store = options.store;
  }

  async get(filter: GetStatsOptions, options: ListCallOptions): Promise<Stats> {
    const before = filter.before ? new Date(filter.before) : this.#now();
    const after = filter.after
      ? new Date(filter.after)
      : new Date(before.getTime() - DEFAULT_DAYS * DAY_MS);
    const days = (before.getTime() - after.getTime()) / DAY_MS;
    if (days <= 0 || days > MAX_DAYS) {
      throw invalidInput({
        field: 'after',
        message: `The time from ${after.toISOString()} to ${before.toISOString()} cannot be counted over`,
        hint: `\`after\` has to be earlier than \`before\`, by ${MAX_DAYS} days at most.`,
      });
    }
    return this.#store.collect({
      after,
      before,
      cluster: filter.cluster?.toLocaleLowerCase('en-US'),
      entityRef: filter.entityRef?.toLocaleLowerCase('en-US'),
      permissionFilter: options.permissionFilter,
    });
  }
}
