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
  Progress,
  State,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/** Whole percents from 0 to 100, or `undefined` where nobody can know. Only what succeeded is at 100. */
export function percentOf(
  state: State,
  progress: Progress | undefined,
): number | undefined {
  if (state === 'succeeded') {
    return 100;
  }
  if (state === 'queued' && !progress?.bytesDone) {
    return 0;
  }
  if (!progress) {
    return undefined;
  }
  const [done, total] = progress.bytesTotal
    ? [progress.bytesDone, progress.bytesTotal]
    : [progress.filesDone, progress.filesTotal];
  if (!total) {
    return undefined;
  }
  return Math.max(0, Math.min(99, Math.floor((100 * done) / total)));
}
