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

import type { ItemPatch } from '../database/StoredItem';
import type { ActiveItem } from './ActiveItem';
import { classifyError } from './classifyError';
import { cleanupTimeoutError } from './itemErrors';
import {
  ATTEMPT_BACKOFF,
  CLEANUP_PAUSE_MS,
  CLEANUP_TIMEOUT_MS,
  STEP_BACKOFF,
} from './limits';
import { PHASE_CLEANING_UP, PHASE_WAITING_FOR_RETRY } from './phases';

/** Whether this worker has more to do with an item. */
export type Next = 'continue' | 'leave';

/** What is written when nothing more happens to an item by itself. */
export function finalPatch(
  state: 'succeeded' | 'partiallyFailed' | 'failed' | 'canceled',
  now: Date,
): ItemPatch {
  return {
    state,
    outcome: null,
    phase: null,
    waitingFor: null,
    memo: null,
    cleanupDeadlineAt: null,
    finishedAt: now,
  };
}

/**
 * Removes what an item made in the clusters, and then makes its outcome final or begins the wait for its next attempt.
 * Returns only when that is done, or when this worker has to stop.
 */
export async function cleanUpAndFinish(item: ActiveItem): Promise<Next> {
  for (let failures = 0; !item.lease.stopped.aborted; ) {
    const { cleanupDeadlineAt } = item.stored;
    if (!cleanupDeadlineAt) {
      await item.save({
        phase: PHASE_CLEANING_UP,
        waitingFor: null,
        cleanupDeadlineAt: item.inMs(CLEANUP_TIMEOUT_MS),
      });
      continue;
    }
    if (item.untouched) {
      return finish(item, { removed: true });
    }
    const outcome = await item.cleanup(cleanupDeadlineAt);
    if (outcome.kind === 'returned' && outcome.value) {
      return finish(item, { removed: true });
    }
    if (item.lease.stopped.aborted) {
      break;
    }
    if (item.now() >= cleanupDeadlineAt) {
      return finish(item, { removed: false });
    }
    let pauseMs = CLEANUP_PAUSE_MS;
    if (outcome.kind === 'threw') {
      failures += 1;
      pauseMs = item.backoffMs(failures, STEP_BACKOFF);
      const { error } = classifyError(outcome.error);
      item.logger.warn(`Clean-up failed: ${error.message}`);
      await item.save({ waitingFor: `Clean-up: ${error.message}` });
    }
    await item.pauseCleanup(pauseMs);
  }
  return 'leave';
}

async function finish(
  item: ActiveItem,
  options: { removed: boolean },
): Promise<Next> {
  const { outcome, name, error } = item.stored;
  const failure = options.removed
    ? undefined
    : cleanupTimeoutError(item.stored);
  const events = failure
    ? [item.event('error', 'item.cleanupFailed', `${name}: ${failure.message}`)]
    : [];
  const decided = outcome === 'retry' ? undefined : outcome;
  if (item.canceled && !decided) {
    await item.save(
      {
        ...finalPatch('canceled', item.now()),
        error: failure ?? error ?? null,
      },
      [...events, item.event('info', 'item.canceled', `${name}: canceled`)],
    );
    return 'leave';
  }
  if (outcome === 'retry' && !failure) {
    return scheduleRetry(item);
  }
  const state =
    failure && decided === 'succeeded'
      ? 'partiallyFailed'
      : decided ?? 'failed';
  await item.save(
    { ...finalPatch(state, item.now()), error: error ?? failure ?? null },
    events,
  );
  return 'leave';
}

async function scheduleRetry(item: ActiveItem): Promise<Next> {
  const { attempt, attemptLimit, name, state } = item.stored;
  // Queued again by a person, who need not wait.
  const delayMs =
    state === 'queued' ? 0 : item.backoffMs(attempt, ATTEMPT_BACKOFF);
  const nextRunAt = item.inMs(delayMs);
  const waitingFor = `Attempt ${
    attempt + 1
  } of ${attemptLimit} begins at ${nextRunAt.toISOString()}`;
  await item.save(
    {
      outcome: null,
      phase: PHASE_WAITING_FOR_RETRY,
      waitingFor,
      cleanupDeadlineAt: null,
      nextRunAt,
    },
    delayMs > 0
      ? [item.event('info', 'item.retryScheduled', `${name}: ${waitingFor}`)]
      : [],
  );
  return delayMs > 0 ? 'leave' : 'continue';
}
