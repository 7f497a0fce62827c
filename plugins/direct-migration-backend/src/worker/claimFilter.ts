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

/** An item in the hands of this worker. */
export type RunningItem = Pick<StoredItem, 'kind' | 'migrationId'>;

/**
 * What else of a kind a worker can take on. A volume takes one slot; all images of a migration take one together, as one
 * copier is at all of them.
 *
 * @param options - `concurrency`: slots of each kind
 * @returns `undefined` when there is nothing that it can
 */
export function claimFilter(
  kind: StoredItem['kind'],
  options: { running: RunningItem[]; concurrency: number },
): ClaimFilter | undefined {
  const held = options.running.filter(item => item.kind === kind);
  if (kind === 'volume') {
    return held.length < options.concurrency ? { kind } : undefined;
  }
  const migrationIds = [...new Set(held.map(item => item.migrationId))];
  return migrationIds.length < options.concurrency
    ? { kind }
    : { kind, migrationIds };
}
