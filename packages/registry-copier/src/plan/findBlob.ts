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

import type { BlobJob } from './Plan';

/**
 * Asks the target registry whether it has a blob, once: in a repository that should have it, or else in the first that
 * needs it and exists. All other repositories get it by a mount, which takes no more requests than asking would, and which does
 * nothing where the blob is already. Where another repository has it for all that is known, nothing is asked: a mount
 * that is refused tells the same.
 *
 * Never throws: the error is in the target.
 */
export async function findBlob(
  job: BlobJob,
  exists: (repository: string) => boolean,
): Promise<void> {
  const { client, blob, targets, places } = job;
  const likely = targets.find(({ repository }) => places.has(repository));
  const target =
    likely ??
    (places.size
      ? undefined
      : targets.find(({ repository }) => exists(repository)) ?? targets[0]);
  if (!target) {
    return;
  }
  places.delete(target.repository);
  try {
    target.present = await client.hasBlob(target.repository, blob.digest);
    target.outcome = target.present ? 'present' : undefined;
  } catch (error) {
    target.outcome = 'failed';
    target.error = error;
  }
}
