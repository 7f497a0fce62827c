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

import type { State } from '@direct-migration/backstage-plugin-direct-migration-common';

/**
 * The one place where the state of a migration follows from the states of its items.
 *
 * While anything is still to happen: `canceling` if all of that is being canceled, `queued` if nothing has begun, else
 * `running`. At the end: `canceled` if the migration as a whole was canceled before all was done, `succeeded` only if
 * every item did, `partiallyFailed` if anything arrived, `failed` if nothing did.
 *
 * @param states - of all items; at least one
 * @param options - `cancelRequested`: whether somebody canceled the migration, rather than single items
 */
export function deriveMigrationState(
  states: Iterable<State>,
  options: { cancelRequested: boolean },
): State {
  const found = new Set(states);
  const only = (...wanted: State[]) =>
    [...found].every(state => wanted.includes(state));

  if (found.has('queued') || found.has('running') || found.has('canceling')) {
    if (only('queued')) {
      return 'queued';
    }
    return found.has('queued') || found.has('running')
      ? 'running'
      : 'canceling';
  }
  if (only('succeeded')) {
    return 'succeeded';
  }
  if (only('canceled') || (options.cancelRequested && found.has('canceled'))) {
    return 'canceled';
  }
  return found.has('succeeded') || found.has('partiallyFailed')
    ? 'partiallyFailed'
    : 'failed';
}
