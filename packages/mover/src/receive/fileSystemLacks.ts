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

import { execFile } from 'node:child_process';
import { chmod, chown, link, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LossKind } from '../inspect/VolumeInspection';

const run = promisify(execFile);

/** Somebody that no process of ours is. */
const STRANGER = 65533;
/** `rw-r-----` as the kernel keeps an ACL. */
const PLAIN_ACL = '0x0200000001000600ffffffff04000400ffffffff20000000ffffffff';

/** Whether a program succeeds; one that is not there has nothing against it. */
async function works(command: string, args: string[]): Promise<boolean> {
  return run(command, args).then(
    () => true,
    error => error.code === 'ENOENT',
  );
}

async function holds(attempt: () => Promise<boolean>): Promise<boolean> {
  return attempt().catch(() => false);
}

/**
 * What a file system, or the rights that we have on it, cannot keep of files: tried out, as neither its name nor its
 * options tell.
 *
 * @param dir - a folder of ours on it
 */
export async function fileSystemLacks(dir: string): Promise<LossKind[]> {
  const file = join(dir, 'abilities');
  await writeFile(file, '', { mode: 0o600 });
  const uid = process.getuid?.() ?? 0;
  const lacks: LossKind[] = [];
  const check = async (
    kinds: LossKind[],
    attempt: () => Promise<boolean>,
  ): Promise<void> => {
    if (!(await holds(attempt))) {
      lacks.push(...kinds);
    }
  };
  const hasMode = async (mode: number) => {
    await chmod(file, mode);
    return (await stat(file)).mode % 0o1000 === mode;
  };
  await check(['mode'], async () => (await hasMode(0o751)) && hasMode(0o640));
  await check(['acl'], () =>
    works('setfattr', [
      ...['-n', 'system.posix_acl_access', '-v', PLAIN_ACL],
      file,
    ]),
  );
  await check(['xattr'], () =>
    works('setfattr', ['-n', 'user.direct-migration', '-v', '1', file]),
  );
  await check(['hardLink'], async () => {
    await link(file, `${file}-link`);
    return (await stat(file)).nlink === 2;
  });
  if (uid === 0) {
    await check(['device'], () =>
      works('mknod', [`${file}-device`, 'c', '1', '3']),
    );
    await check(['owner', 'group'], async () => {
      await chown(file, STRANGER, STRANGER);
      const stats = await stat(file);
      return stats.uid === STRANGER && stats.gid === STRANGER;
    });
  } else {
    // Some give every file to the same user.
    await check(['owner', 'group'], async () => (await stat(file)).uid === uid);
  }
  for (const name of [file, `${file}-link`, `${file}-device`]) {
    await rm(name, { force: true });
  }
  return lacks;
}
