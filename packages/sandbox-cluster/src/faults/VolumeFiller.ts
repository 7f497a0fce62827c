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
import { createWriteStream } from 'node:fs';
import { cp, mkdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { mountLimited, mountsBelow, unmount } from '../runtime/mounts';

const run = promisify(execFile);
const FILLER = 'filler';

/**
 * Makes volumes really full: a small file system in memory takes the place of the folder, or is filled if there is one.
 * @internal
 */
export class VolumeFiller {
  readonly #covered = new Set<string>();
  readonly #filled = new Set<string>();

  /** `content` is the folder of a volume's content; its parent belongs to the volume too. */
  async fill(content: string): Promise<void> {
    const base = dirname(content);
    const isMounted = mountsBelow(dirname(base)).includes(base);
    if (isMounted) {
      await this.#writeFiller(base);
      this.#filled.add(base);
      return;
    }
    const staging = `${base}.full`;
    await mkdir(staging, { recursive: true });
    const { stdout } = await run('du', ['-sk', '--apparent-size', content]);
    const bytes = (Number(stdout.split('\t')[0]) + 256) * 1024;
    if (!(await mountLimited(staging, bytes * 2))) {
      await rm(staging, { recursive: true, force: true });
      throw new Error(
        'Filling a volume needs root on Linux: a file system has to be mounted',
      );
    }
    await cp(content, join(staging, 'data'), {
      recursive: true,
      preserveTimestamps: true,
    });
    await run('chmod', ['--reference', content, join(staging, 'data')]);
    await run('mount', ['--move', staging, base]).catch(async () => {
      await run('mount', ['--bind', staging, base]);
      await unmount(staging);
    });
    await rm(staging, { recursive: true, force: true });
    this.#covered.add(base);
    await this.#writeFiller(base);
  }

  /** Ends it; what was written meanwhile to a volume that had no file system of its own goes back to its folder. */
  async clear(): Promise<void> {
    for (const base of this.#filled) {
      await rm(join(base, FILLER), { force: true });
    }
    this.#filled.clear();
    for (const base of this.#covered) {
      const copy = `${base}.after`;
      await cp(join(base, 'data'), join(copy, 'data'), {
        recursive: true,
        preserveTimestamps: true,
      });
      await unmount(base);
      await rm(join(base, 'data'), { recursive: true, force: true });
      await cp(join(copy, 'data'), join(base, 'data'), {
        recursive: true,
        preserveTimestamps: true,
      });
      await rm(copy, { recursive: true, force: true });
    }
    this.#covered.clear();
  }

  async #writeFiller(base: string): Promise<void> {
    const { bavail, bsize } = await statfs(base);
    const file = createWriteStream(join(base, FILLER));
    const block = Buffer.alloc(bsize);
    await new Promise<void>(resolve => {
      file.on('error', () => resolve());
      const write = (left: number) => {
        if (left <= 0) file.end(() => resolve());
        else file.write(block, error => (error ? undefined : write(left - 1)));
      };
      write(bavail);
    });
  }
}
