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

import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';

/**
 * How long the application will stand still in a cutover, going by earlier runs of the plan, newest first.
 * `cutover`: as long as it did last time; `stage`: at most as long as the last copy took; `undefined`: nobody knows.
 */
export function expectedDowntime(
  earlier: Migration[],
): { basis: 'cutover' | 'stage'; seconds: number } | undefined {
  const secondsOf = (type: Migration['type']) => {
    const run = earlier.find(
      candidate => candidate.type === type && candidate.state === 'succeeded',
    );
    const stopped = run?.steps?.find(({ id }) => id === 'quiesce');
    const begin = stopped?.startedAt ?? run?.startedAt;
    return begin && run?.finishedAt
      ? (Date.parse(run.finishedAt) - Date.parse(begin)) / 1000
      : undefined;
  };
  for (const basis of ['cutover', 'stage'] as const) {
    const seconds = secondsOf(basis);
    if (seconds !== undefined) {
      return { basis, seconds };
    }
  }
  return undefined;
}
