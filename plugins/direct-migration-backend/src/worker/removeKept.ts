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

import type { ActiveItem } from './ActiveItem';
import { classifyError } from './classifyError';
import type { Next } from './finishItem';
import {
  CLEANUP_PAUSE_MS,
  CLEANUP_TIMEOUT_MS,
  KEPT_PAUSE_MS,
  STEP_BACKOFF,
} from './limits';

/**
 * Removes what a failed item was told to keep, once its time is over or somebody wants it gone. The item stays as it ended.
 * What cannot be removed now, as its cluster does not answer, is tried again later, until it can.
 */
export async function removeKept(item: ActiveItem): Promise<Next> {
  const { name } = item.stored;
  const deadlineAt = item.inMs(CLEANUP_TIMEOUT_MS);
  let cause = 'its pods do not end';
  for (let failures = 0; !item.lease.stopped.aborted; ) {
    const outcome = await item.cleanup(deadlineAt);
    if (outcome.kind === 'returned' && outcome.value) {
      await item.save({ keptUntil: null, waitingFor: null }, [
        item.event(
          'info',
          'item.keptRemoved',
          `${name}: what was kept is gone`,
        ),
      ]);
      return 'leave';
    }
    if (item.lease.stopped.aborted) {
      break;
    }
    let pauseMs = CLEANUP_PAUSE_MS;
    if (outcome.kind === 'threw') {
      failures += 1;
      pauseMs = item.backoffMs(failures, STEP_BACKOFF);
      cause = classifyError(outcome.error).error.message;
    }
    if (item.now() >= deadlineAt) {
      item.logger.warn(`What was kept could not be removed: ${cause}`);
      await item.save({
        keptUntil: item.inMs(KEPT_PAUSE_MS),
        waitingFor: `What was kept could not be removed yet: ${cause}`,
      });
      return 'leave';
    }
    await item.pauseCleanup(pauseMs);
  }
  return 'leave';
}
