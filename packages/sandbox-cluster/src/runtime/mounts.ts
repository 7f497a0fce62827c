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
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Mounts a folder read-only at another; false where that is not possible (not root, not Linux).
 * @internal
 */
export async function bindReadOnly(from: string, to: string): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return false;
  }
  try {
    await run('mount', ['--bind', from, to]);
  } catch {
    return false;
  }
  try {
    await run('mount', ['-o', 'remount,bind,ro', to]);
    return true;
  } catch {
    await unmount(to);
    return false;
  }
}

/**
 * Mounts a file system in memory with a limit; false where that is not possible.
 * @internal
 */
export async function mountLimited(
  at: string,
  bytes: number,
): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return false;
  }
  try {
    await run('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=${Math.max(bytes, 4096)},mode=0777`,
      'sandbox',
      at,
    ]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Unmounts; what is still in use goes when its last user does.
 * @internal
 */
export async function unmount(at: string): Promise<void> {
  try {
    await run('umount', [at]);
  } catch {
    await run('umount', ['-l', at]).catch(() => undefined);
  }
}

/**
 * What is mounted below a folder, innermost first.
 * @internal
 */
export function mountsBelow(directory: string): string[] {
  if (process.platform !== 'linux') {
    return [];
  }
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map(line =>
      (line.split(' ')[1] ?? '').replace(/\\([0-7]{3})/g, (_, octal) =>
        String.fromCharCode(parseInt(octal, 8)),
      ),
    )
    .filter(path => path.startsWith(`${directory}/`))
    .reverse();
}
