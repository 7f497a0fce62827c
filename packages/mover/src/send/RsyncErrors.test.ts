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

function read(lines: string[]): RsyncErrors {
  const errors = new RsyncErrors({ roots: ['/data', '/mnt/target/'] });
  const bytes = Buffer.from(lines.map(line => `${line}\n`).join(''));
  // in two pieces, cut in the middle of a line
  errors.push(bytes.subarray(0, 7));
  errors.push(bytes.subarray(7));
  errors.end();
  return errors;
}

const scan = {
  files: 10,
  directories: 2,
  bytes: 1000,
  allocatedBytes: 2 ** 31,
  sparse: false,
  unreadable: 0,
};
const CODE_23 =
  'rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1394) [sender=3.5.0]';

describe('RsyncErrors', () => {
  it('names files below the root of either side, whatever their names hold', () => {
    const errors = read([
      'rsync: [sender] send_files failed to open "/data/a b": Permission denied (13)',
      'rsync: [sender] opendir "/data/closed" failed: Permission denied (13)',
      'rsync: [generator] chown "/mnt/target/new\\#012line" failed: Operation not permitted (1)',
      'rsync: [generator] symlink "/mnt/target/\\#303\\#274" -> "x" failed: Operation not permitted (1)',
      'rsync: [generator] recv_generator: mkdir "/mnt/target/lat\\#374in" failed: File name too long (36)',
      'rsync: [receiver] rename "/mnt/target/.direct-migration.tmp/.x.AbCdEf" -> "sub/x": Is a directory (21)',
      'rsync: [receiver] rsync_xal_set: lsetxattr("/mnt/target/attr","user.large") failed: No space left on device (28)',
      'rsync: [sender] send_files failed to open "/data/say "hi"": Permission denied (13)',
      'rsync: [sender] send_files failed to open "/data/a b": Permission denied (13)',
      'ERROR: sub/torn failed verification -- update discarded.',
      CODE_23,
    ]);
    expect(errors.failedFiles.map(file => file.path)).toEqual([
      'a b',
      'closed',
      'new\nline',
      'ü',
      'lat\\#374in',
      'sub/x',
      'attr',
      'say "hi"',
      'sub/torn',
    ]);
    expect(errors.failedCount).toBe(9);
    expect(errors.failedFiles[0].message).toBe(
      'send_files failed to open: Permission denied (13)',
    );
    expect(errors.noSpace).toBeUndefined();
    expect(
      rsyncOutcome({ exitCode: 23, errors, tunnel: undefined, scan }),
    ).toMatchObject({
      kind: 'partiallyFailed',
      error: {
        code: 'FILES_FAILED',
        message: expect.stringMatching(/^9 of 12 entries .*a b \(send_files/),
      },
    });
  });

  it('names a hundred files and counts the others', () => {
    const errors = read(
      Array.from(
        { length: 250 },
        (_, i) =>
          `rsync: [sender] send_files failed to open "/data/${i}": Permission denied (13)`,
      ),
    );
    expect(errors.failedFiles).toHaveLength(100);
    expect(errors.failedCount).toBe(250);
  });

  it('takes attributes of the root folder and vanished files for warnings', () => {
    const errors = read([
      'rsync: [generator] failed to set times on "/mnt/target/.": Operation not permitted (1)',
      'file has vanished: "/data/gone"',
      CODE_23,
    ]);
    expect(errors.failedFiles).toEqual([]);
    const outcome = rsyncOutcome({
      exitCode: 23,
      errors,
      tunnel: undefined,
      scan,
    });
    expect(outcome).toMatchObject({
      kind: 'succeeded',
      exitCode: 0,
      warnings: [
        expect.stringMatching(/root folder/),
        expect.stringMatching(/^1 files vanished/),
      ],
    });
  });

  it('does not take 23 for success when it cannot name what failed', () => {
    const outcome = rsyncOutcome({
      exitCode: 23,
      errors: read(['something new', CODE_23]),
      tunnel: undefined,
      scan,
    });
    expect(outcome).toMatchObject({
      kind: 'partiallyFailed',
      error: { message: expect.stringMatching(/something new/) },
    });
  });
});

describe('rsyncOutcome', () => {
  const broken =
    'rsync: connection unexpectedly closed (100 bytes received so far) [sender]';

  it.each([10, 12, 30, 35])('tries again after code %d', exitCode => {
    expect(
      rsyncOutcome({
        exitCode,
        errors: read([broken]),
        tunnel: undefined,
        scan,
      }),
    ).toEqual({
      kind: 'retry',
      cause: broken,
    });
  });

  it('prefers the cause that the tunnel gives', () => {
    const tunnel = {
      kind: 'network' as const,
      cause: 'Connection reset by peer',
    };
    expect(
      rsyncOutcome({ exitCode: 12, errors: read([broken]), tunnel, scan }),
    ).toEqual({
      kind: 'retry',
      cause: 'Connection reset by peer',
    });
  });

  it.each([
    [
      11,
      'rsync: [receiver] write failed on "/mnt/target/x": No space left on device (28)',
      'NO_SPACE',
    ],
    [
      12,
      'rsync: [receiver] write failed on "/mnt/target/x": Disk quota exceeded (122)',
      'NO_SPACE',
    ],
    [
      23,
      'rsync: [generator] recv_generator: mkdir "/mnt/target/x" failed: No space left on device (28)',
      'NO_SPACE',
    ],
    [
      23,
      'rsync: [receiver] mkstemp "/mnt/target/x" failed: Read-only file system (30)',
      'TARGET_READ_ONLY',
    ],
    [5, '@ERROR: access denied', 'AUTH_FAILED'],
    [2, 'rsync error: protocol incompatibility (code 2)', 'RSYNC_FAILED'],
  ])('ends at once with code %d: %s', (exitCode, line, code) => {
    const outcome = rsyncOutcome({
      exitCode,
      errors: read([line]),
      tunnel: undefined,
      scan,
      freeBytes: 2 ** 30,
    });
    expect(outcome).toMatchObject({
      kind: 'failed',
      error: { code, exitCode, retryable: false },
    });
    expect(outcome.kind === 'failed' && outcome.error.hint).toBeTruthy();
    expect(outcome.kind === 'failed' && outcome.error.message).toMatch(
      code === 'NO_SPACE' ? /2\.00 GiB .*1\.00 GiB free/ : /./,
    );
  });

  it('ends at once when the certificate is refused in the middle', () => {
    const tunnel = {
      kind: 'auth' as const,
      refused: 'client' as const,
      cause: 'alert certificate expired',
    };
    expect(
      rsyncOutcome({ exitCode: 12, errors: read([broken]), tunnel, scan }),
    ).toMatchObject({
      kind: 'failed',
      error: {
        code: 'AUTH_FAILED',
        message: expect.stringMatching(/certificate expired/),
      },
    });
  });
});
