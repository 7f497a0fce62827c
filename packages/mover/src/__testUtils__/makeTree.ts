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

import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const isRoot = process.getuid?.() === 0;

/** Whether the file system keeps extended attributes, and `setfattr` is there. */
export function hasXattrs(dir: string): boolean {
  const file = join(dir, 'xattr-probe');
  writeFileSync(file, '');
  const works =
    spawnSync('setfattr', ['-n', 'user.probe', '-v', '1', file]).status === 0;
  rmSync(file);
  return works;
}

/** One of each kind of trouble. */
export function makeTree(root: string): void {
  mkdirSync(join(root, 'sub/deep'), { recursive: true });
  mkdirSync(join(root, 'empty'));
  writeFileSync(join(root, 'sub/one'), 'one');
  linkSync(join(root, 'sub/one'), join(root, 'sub/deep/same as one'));
  writeFileSync(join(root, 'private'), 'secret', { mode: 0o600 });
  symlinkSync('/etc/absolute', join(root, 'absolute'));
  symlinkSync('../../../outside', join(root, 'sub/outside'));
  symlinkSync('nowhere', join(root, 'dangling'));
  writeFileSync(join(root, 'with space'), '1');
  writeFileSync(join(root, 'with\nnewline'), '2');
  writeFileSync(join(root, 'ünïcode-数'), '3');
  writeFileSync(join(root, '-leading-dash'), '4');
  writeFileSync(join(root, 'x'.repeat(255)), '5');
  writeFileSync(
    Buffer.concat([Buffer.from(join(root, 'latin1-')), Buffer.from([0xfc])]),
    '6',
  );
  writeFileSync(join(root, 'quote"and\\#012'), '7');
  writeFileSync(join(root, 'setuid'), '8');
  writeFileSync(join(root, 'empty file'), '');
  writeFileSync(join(root, 'sparse'), 'x');
  truncateSync(join(root, 'sparse'), 64 * 1024 * 1024);
  writeFileSync(join(root, 'big'), Buffer.alloc(3 * 1024 * 1024, 'content '));
  execFileSync('mkfifo', [join(root, 'fifo')]);
  mkdirSync(join(root, 'lost+found'));
  if (isRoot) {
    chownSync(join(root, 'private'), 12345, 54321);
  }
  chmodSync(join(root, 'setuid'), 0o4755);
  chmodSync(join(root, 'sub'), 0o2770);
  utimesSync(join(root, 'big'), 1_000_000_000.123456, 1_000_000_000.123456);
  lutimesSync(join(root, 'dangling'), 1_100_000_000, 1_100_000_000);
  utimesSync(join(root, 'empty'), 1_200_000_000, 1_200_000_000);
  if (hasXattrs(root)) {
    execFileSync('setfattr', [
      '-n',
      'user.origin',
      '-v',
      'east',
      join(root, 'sub/one'),
    ]);
    execFileSync('setfacl', ['-m', 'u:1234:r--', join(root, 'big')]);
    execFileSync('setfacl', ['-d', '-m', 'g:4321:rwx', join(root, 'sub')]);
  }
}
