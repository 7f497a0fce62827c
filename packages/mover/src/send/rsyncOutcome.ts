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
import type { TunnelFailure } from '../tunnel/tunnelFailure';
import type { RsyncErrors } from './RsyncErrors';
import type { VolumeScan } from './scanVolume';

/**
 * rsync's exit codes that mean that the connection failed; 19 and 20 are those of a receiver that was told to end, which
 * it sometimes still manages to say before the connection breaks.
 */
const NETWORK_CODES = [10, 12, 19, 20, 30, 35];

/** What follows from one run of rsync. */
export type RsyncOutcome =
  | {
      kind: 'succeeded' | 'partiallyFailed';
      exitCode: number;
      warnings: string[];
      error?: MoverError;
    }
  | { kind: 'retry'; cause: string }
  | { kind: 'failed'; error: MoverError };

function gibibytes(bytes: number | undefined): string {
  return bytes === undefined
    ? 'an unknown amount'
    : `${(bytes / 2 ** 30).toFixed(2)} GiB`;
}

/** Decides what a run of rsync means. */
export function rsyncOutcome(options: {
  exitCode: number;
  errors: RsyncErrors;
  tunnel: TunnelFailure | undefined;
  scan: VolumeScan;
  /** Of the target volume before the transfer. */
  freeBytes?: number;
}): RsyncOutcome {
  const { exitCode, errors, tunnel, scan } = options;
  const warnings = [...errors.warnings];
  if (errors.vanishedCount > 0) {
    warnings.push(
      `${errors.vanishedCount} files vanished from the source while they were copied: the application still writes`,
    );
  }
  const fail = (
    error: ConstructorParameters<typeof MoverError>[0],
  ): RsyncOutcome => ({
    kind: 'failed',
    error: new MoverError({ ...error, exitCode }),
  });

  if (errors.noSpace && exitCode !== 0) {
    return fail({
      code: 'NO_SPACE',
      message: `The target volume is full: the source holds ${gibibytes(
        scan.allocatedBytes,
      )} (${scan.allocatedBytes} bytes), the target had ${gibibytes(
        options.freeBytes,
      )} free when the transfer began. ${errors.noSpace}`,
      hint: 'Ask for a larger target claim, or free space on it. What has arrived stays and is not sent again.',
    });
  }
  if (errors.readOnly && exitCode !== 0) {
    return fail({
      code: 'TARGET_READ_ONLY',
      message: `The target volume cannot be written: ${errors.readOnly}`,
      hint: 'The volume is mounted read-only, or its file system went read-only after an error: check the storage.',
    });
  }
  if (exitCode === 0 || exitCode === 24) {
    return { kind: 'succeeded', exitCode, warnings };
  }
  if (exitCode === 23) {
    if (
      errors.failedCount === 0 &&
      errors.messages.every(message => message.startsWith('rsync error:'))
    ) {
      return { kind: 'succeeded', exitCode: 0, warnings };
    }
    const named = errors.failedFiles
      .slice(0, 3)
      .map(file => `${file.path} (${file.message})`);
    return {
      kind: 'partiallyFailed',
      exitCode,
      warnings,
      error: new MoverError({
        code: 'FILES_FAILED',
        message: errors.failedCount
          ? `${errors.failedCount} of ${
              scan.files + scan.directories
            } entries were not copied completely: ${named.join('; ')}`
          : `Not everything was copied: ${errors.messages.join('; ')}`,
        hint: 'The result names the files with their causes. Mostly the pod’s user may not read or own them: run both pods as root or as the application’s user, then start again; only what is missing is sent.',
        exitCode,
      }),
    };
  }
  if (tunnel?.kind === 'auth' || exitCode === 5) {
    return fail({
      code: 'AUTH_FAILED',
      message: `The TLS connection was refused during the transfer: ${
        tunnel?.cause ?? errors.messages.join('; ')
      }`,
      hint: 'Certificates are valid for a limited time: start a new attempt. Check the clocks of both clusters.',
    });
  }
  if (NETWORK_CODES.includes(exitCode)) {
    return {
      kind: 'retry',
      cause:
        tunnel?.cause ??
        (errors.messages.join('; ') || `rsync ended with ${exitCode}`),
    };
  }
  return fail({
    code: 'RSYNC_FAILED',
    message: `rsync ended with code ${exitCode}: ${
      errors.messages.join('; ') || 'it gave no reason'
    }`,
    hint: 'The message is rsync’s own. The logs of the receiver’s pod may say more.',
    retryable: [11, 13, 14, 22].includes(exitCode),
  });
}
