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

import { RsyncErrors } from './RsyncErrors';
import { rsyncOutcome } from './rsyncOutcome';
import type { VolumeScan } from './scanVolume';

const scan: VolumeScan = {
  files: 10,
  directories: 2,
  bytes: 1000,
  allocatedBytes: 4096,
  sparse: false,
  unreadable: 0,
};

function outcomeOf(exitCode: number, lines: string[]) {
  const errors = new RsyncErrors({ roots: ['/data'] });
  lines.forEach(line => errors.push(Buffer.from(`${line}\n`)));
  errors.end();
  return rsyncOutcome({ exitCode, errors, tunnel: undefined, scan });
}

describe('what each exit code of rsync means', () => {
  it.each([
    [0, [], 'everything was copied', []],
    [
      24,
      [
        'file has vanished: "/data/session"',
        'rsync warning: some files vanished before they could be transferred (code 24) at main.c(1338) [sender=3.2.7]',
      ],
      'the application removed files meanwhile',
      // it is shown
      [expect.stringContaining('1 files vanished')],
    ],
  ])('%d with %j: succeeded, %s', (exitCode, lines, _, warnings) => {
    expect(outcomeOf(exitCode, lines)).toEqual({
      kind: 'succeeded',
      exitCode,
      warnings,
    });
  });

  it('23: partially failed, with the file', () => {
    expect(
      outcomeOf(23, [
        'rsync: [sender] send_files failed to open "/data/secret": Permission denied (13)',
      ]),
    ).toMatchObject({
      kind: 'partiallyFailed',
      exitCode: 23,
      error: {
        code: 'FILES_FAILED',
        message: expect.stringContaining('secret'),
      },
    });
  });

  it.each([
    [10, 'error in socket IO'],
    [12, 'error in rsync protocol data stream'],
    [19, 'received SIGUSR1'],
    [20, 'received SIGINT, SIGTERM, or SIGHUP'],
    [30, 'timeout in data send/receive'],
    [35, 'timeout waiting for daemon connection'],
  ])('%d, %s: the connection broke, and is tried again', (exitCode, text) => {
    const line = `rsync error: ${text} (code ${exitCode}) at io.c(1) [sender=3.2.7]`;
    expect(outcomeOf(exitCode, [line])).toEqual({
      kind: 'retry',
      cause: expect.stringContaining(text),
    });
    // without a word, too
    expect(outcomeOf(exitCode, [])).toEqual({
      kind: 'retry',
      cause: `rsync ended with ${exitCode}`,
    });
  });

  it.each([
    [5, 'AUTH_FAILED', false, 'error starting client-server protocol'],
    [1, 'RSYNC_FAILED', false, 'syntax or usage error'],
    [2, 'RSYNC_FAILED', false, 'protocol incompatibility'],
    [3, 'RSYNC_FAILED', false, 'errors selecting input/output files, dirs'],
    [4, 'RSYNC_FAILED', false, 'requested action not supported'],
    [6, 'RSYNC_FAILED', false, 'daemon unable to append to log-file'],
    [21, 'RSYNC_FAILED', false, 'some error returned by waitpid()'],
    [25, 'RSYNC_FAILED', false, 'the --max-delete limit stopped deletions'],
    [11, 'RSYNC_FAILED', true, 'error in file IO'],
    [13, 'RSYNC_FAILED', true, 'errors with program diagnostics'],
    [14, 'RSYNC_FAILED', true, 'error in IPC code'],
    [22, 'RSYNC_FAILED', true, 'error allocating core memory buffers'],
  ])(
    '%d: failed at once with %s; another attempt may help: %s',
    (exitCode, code, retryable, text) => {
      const line = `rsync error: ${text} (code ${exitCode}) at main.c(1) [sender=3.2.7]`;
      expect(outcomeOf(exitCode, [line])).toMatchObject({
        kind: 'failed',
        error: {
          code,
          retryable,
          exitCode,
          message: expect.stringContaining(text),
        },
      });
    },
  );

  it.each([11, 23])(
    '%d for want of space: failed at once, with how much is needed',
    exitCode => {
      expect(
        outcomeOf(exitCode, [
          'rsync: [receiver] write failed on "/data/big": No space left on device (28)',
        ]),
      ).toMatchObject({
        kind: 'failed',
        error: {
          code: 'NO_SPACE',
          retryable: false,
          message: expect.stringContaining('4096 bytes'),
        },
      });
    },
  );

  it('any code: a volume that cannot be written is named', () => {
    expect(
      outcomeOf(23, [
        'rsync: [generator] recv_generator: mkdir "/data/a" failed: Read-only file system (30)',
      ]),
    ).toMatchObject({ kind: 'failed', error: { code: 'TARGET_READ_ONLY' } });
  });
});
