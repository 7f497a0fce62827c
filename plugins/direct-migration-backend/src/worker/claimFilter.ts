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

import type { ClaimFilter } from '../database/ItemQueue';
import type { StoredItem } from '../database/StoredItem';
import {
  WAITING_GRACE_MS,
  type ScheduleLimits,
} from '../database/withinLimits';

/** An item in the hands of this worker. */
export type RunningItem = Pick<
  StoredItem,
  'kind' | 'migrationId' | 'waitingSince'
>;

/** So many for each slot may wait for their clusters without one: each costs little, but not nothing. */
const WAITING_PER_SLOT = 10;

/**
 * What else of a kind a worker can take on. A volume takes one slot; all images of a migration take one together, as one
 * copier is at all of them. A volume that waits for a cluster gives its slot away after a while.
 *
 * @param options - `concurrency`: slots of each kind; `limits`: over all workers
 * @returns `undefined` when there is nothing that it can
 */
export function claimFilter(
  kind: StoredItem['kind'],
  options: {
    running: RunningItem[];
    concurrency: number;
    limits: ScheduleLimits;
    now: Date;
  },
): ClaimFilter | undefined {
  const { concurrency, limits, now } = options;
  const held = options.running.filter(item => item.kind === kind);
  if (kind === 'volume') {
    const moving = held.filter(
      ({ waitingSince }) =>
        !waitingSince ||
        now.getTime() - waitingSince.getTime() < WAITING_GRACE_MS,
    );
    return moving.length < concurrency &&
      held.length < concurrency * WAITING_PER_SLOT
      ? { kind, limits }
      : undefined;
  }
  const migrationIds = [...new Set(held.map(item => item.migrationId))];
  return migrationIds.length < concurrency ? { kind } : { kind, migrationIds };
}
