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
  Item,
  State,
} from '@direct-migration/backstage-plugin-direct-migration-common';

const ORDER: Record<State, number> = {
  failed: 0,
  partiallyFailed: 1,
  running: 2,
  canceling: 3,
  queued: 4,
  canceled: 5,
  succeeded: 6,
};

/** The items that a reader wants to know of first, if there is no room for all; else all in their own order. */
export function mostTelling(items: Item[], limit: number): Item[] {
  return items.length <= limit
    ? items
    : [...items]
        .sort((a, b) => ORDER[a.state] - ORDER[b.state])
        .slice(0, limit);
}
