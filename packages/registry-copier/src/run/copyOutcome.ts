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

import type { CopyOutcome, CopyReport, TagReport } from '../model/events';
import type { ValidCopy } from '../model/validateCopy';
import type { BlobJob } from '../plan/Plan';

/** `failed` when nothing went well, `partiallyFailed` when something did. */
export function statusOf(tags: TagReport[]): CopyReport['status'] {
  const failed = tags.filter(({ state }) => state === 'failed').length;
  const someFailed = failed === tags.length ? 'failed' : 'partiallyFailed';
  return failed ? someFailed : 'succeeded';
}

/**
 * What became of one copy.
 *
 * @param tags - all of this copy
 * @param jobs - of the whole plan; those that this copy does not need are left out
 */
export function copyOutcome(
  copy: ValidCopy,
  tags: TagReport[],
  jobs: BlobJob[],
): CopyOutcome {
  const count = (state: string) =>
    tags.filter(tag => tag.state === state).length;
  const outcome: CopyOutcome = {
    index: copy.index,
    source: copy.copy.source,
    target: copy.copy.target,
    status: statusOf(tags),
    tagsCopied: count('copied'),
    tagsUnchanged: count('unchanged'),
    tagsFailed: count('failed'),
    bytesUploaded: 0,
    blobsUploaded: 0,
    blobsMounted: 0,
    blobsSkipped: 0,
  };
  for (const { blob, targets } of jobs) {
    const mine = targets.find(target => target.copy === copy)?.outcome;
    if (mine === 'uploaded') {
      outcome.blobsUploaded += 1;
      outcome.bytesUploaded += blob.size;
    }
    outcome.blobsMounted += mine === 'mounted' ? 1 : 0;
    outcome.blobsSkipped += mine === 'present' ? 1 : 0;
  }
  const failed = tags.find(({ error }) => error);
  return failed ? { ...outcome, error: failed.error } : outcome;
}
