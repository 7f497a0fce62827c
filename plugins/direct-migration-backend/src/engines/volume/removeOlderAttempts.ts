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

import { otherAttemptsSelector } from '../common/labels';
import type { ItemContext, StepResult } from '../types';
import { removeVolumeObjects } from './removeVolumeObjects';
import { releaseShared } from './shared/releaseShared';
import type { VolumeSides } from './VolumeSides';

/**
 * Removes what an earlier attempt may have left.
 *
 * @returns what is waited for; `undefined` once nothing is left
 * @internal
 */
export async function removeOlderAttempts(
  context: ItemContext,
  sides: VolumeSides,
  windowMs: number,
): Promise<StepResult | undefined> {
  if (context.attempt === 1) {
    return undefined;
  }
  const shared = await releaseShared({ context, sides, waitMs: windowMs });
  const own = await removeVolumeObjects({
    plan: context.plan,
    sides,
    labelSelector: otherAttemptsSelector(context),
    waitMs: windowMs,
    signal: context.signal,
  });
  const left = [...shared, ...own];
  return left.length
    ? {
        kind: 'continue',
        phase: 'preparing',
        afterMs: 1_000,
        waitingFor: `the end of what an earlier attempt left: ${left.join(
          ', ',
        )}`,
      }
    : undefined;
}
