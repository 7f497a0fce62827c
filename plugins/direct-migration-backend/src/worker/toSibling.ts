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

import { isFinished } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { StoredItem } from '../database/StoredItem';
import type { Sibling } from '../engines/types';
import { ITEM_TIMEOUT } from './itemErrors';
import { PHASE_WAITING_FOR_RETRY } from './phases';

/** What other items may know of an item. */
export function toSibling(item: StoredItem): Sibling {
  const { id, spec, state, attempt, cancelRequested, error } = item;
  const due = dueAttempt(item);
  return {
    itemId: id,
    spec,
    state,
    attempt,
    cancelRequested,
    // Of an item that is tried again the error is that of an earlier attempt.
    timedOut: due === undefined && error?.code === ITEM_TIMEOUT,
    dueAttempt: due,
  };
}

function dueAttempt(item: StoredItem): number | undefined {
  const { state, outcome, attempt, phase, cancelRequested } = item;
  if (cancelRequested || isFinished(state)) {
    return undefined;
  }
  if (outcome) {
    return outcome === 'retry' ? attempt + 1 : undefined;
  }
  return attempt === 0 || phase === PHASE_WAITING_FOR_RETRY
    ? attempt + 1
    : attempt;
}
