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

import { MoverError } from '../errors/MoverError';
import type {
  MoverErrorInfo,
  MoverResult,
  SendResult,
  VolumeVerification,
} from '../types';
import type { RsyncOutcome } from './rsyncOutcome';

function mismatchError(verification: VolumeVerification): MoverErrorInfo {
  const named = verification.mismatches
    .slice(0, 3)
    .map(({ path, differences }) => `${path} (${differences.join(', ')})`);
  return new MoverError({
    code: 'VERIFY_MISMATCH',
    message: `${verification.mismatchCount} of ${
      verification.entries
    } entries are not the same on both sides after the copy: ${named.join(
      '; ',
    )}`,
    hint: 'The report names them with what differs. Start again: what differs in size or time is sent again. If only the content differs, something changes files behind their times, or a disk or network damages data.',
  }).toInfo();
}

/** What the sender ends with: rsync's word, unless the comparison of both sides knows better. */
export function sendOutcome(
  outcome: Extract<RsyncOutcome, { kind: 'succeeded' | 'partiallyFailed' }>,
  result: SendResult,
): Pick<MoverResult, 'status' | 'exitCode' | 'error'> & { result: SendResult } {
  const { verification } = result;
  const copied = outcome.error?.toInfo();
  if (!verification?.mismatchCount) {
    return {
      status: outcome.kind,
      exitCode: outcome.exitCode,
      error: copied,
      result,
    };
  }
  return {
    status: 'partiallyFailed',
    exitCode: outcome.exitCode || 3,
    // why a file was not copied says more than that it was not
    error: copied ?? mismatchError(verification),
    result,
  };
}
