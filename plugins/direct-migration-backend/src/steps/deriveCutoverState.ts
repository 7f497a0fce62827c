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
import { deriveMigrationState } from './deriveMigrationState';

/**
 * The state of a cutover follows from the states of its items. Unlike the copy of single volumes it is all or nothing:
 * what did not arrive as a whole has failed, and an application that could not be started again is never just
 * `canceled`.
 *
 * @param items - at least one
 * @param options - `cancelRequested`: whether somebody canceled the migration
 */
export function deriveCutoverState(
  items: Array<{ state: State; step: string }>,
  options: { cancelRequested: boolean },
): State {
  const state = deriveMigrationState(
    items.map(item => item.state),
    options,
  );
  switch (state) {
    case 'queued':
      // The first items may be done while the later ones wait for their turn.
      return items.every(item => item.state === 'queued')
        ? 'queued'
        : 'running';
    case 'running':
      return options.cancelRequested ? 'canceling' : 'running';
    case 'canceling':
    case 'succeeded':
      return state;
    default:
      return options.cancelRequested &&
        items.every(
          item => item.step !== 'restore' || item.state === 'succeeded',
        )
        ? 'canceled'
        : 'failed';
  }
}
