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

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TunnelClient } from '../tunnel/TunnelClient';
import type { LargestFiles } from './LargestFiles';
import { rsyncArguments, type RsyncArgumentsOptions } from './rsyncArguments';
import { type RsyncRun, runRsync } from './runRsync';

const NUL = '\0';

/**
 * Brings large files of the target up to date where they are. rsync makes a second copy beside each file that it changes,
 * and where that has no room a volume that fits could not be copied twice. Files with several names are left to the run
 * that comes after it, and all of them where the target has large ones: another name may have to keep what it has.
 *
 * @param options - `freeBytes`: what the target has left
 * @returns how it went, which decides nothing: what was not done is rsync's to do; `undefined` when there is room
 */
export async function updateInPlace(
  options: Omit<RsyncArgumentsOptions, 'inPlace' | 'delete'> &
    Omit<Parameters<typeof runRsync>[0], 'args'> & {
      empty: boolean;
      freeBytes?: number;
      largest: LargestFiles;
    },
): Promise<RsyncRun | undefined> {
  const { empty, freeBytes, largest, runDir } = options;
  if (empty || freeBytes === undefined) {
    return undefined;
  }
  // other files may need some of it before
  const least = Math.floor(freeBytes / 2);
  const files = largest.above(least);
  if (files.length === 0 || (await mayHaveLinks(options.tunnel, least))) {
    return undefined;
  }
  const inPlace = join(runDir, 'in-place');
  await writeFile(inPlace, rulesOf(files.map(({ path }) => path)), 'latin1');
  return runRsync({
    ...options,
    args: rsyncArguments({ ...options, inPlace, delete: false }),
  });
}

/** Whether files of the target that are so large have several names, as far as it can say within half a minute. */
async function mayHaveLinks(
  tunnel: TunnelClient,
  bytes: number,
): Promise<boolean> {
  const reply = await tunnel.request(`linked ${Math.floor(bytes / 1024)}`);
  return !('answer' in reply && reply.answer === 'alone');
}

/** Patterns for rsync: these files and the folders on the way to them. */
function rulesOf(paths: string[]): string {
  const rules = new Set<string>();
  for (const path of paths) {
    const names = path.split('/');
    names.slice(1).forEach((_, i) => {
      rules.add(`${patternOf(names.slice(0, i + 1))}/`);
    });
    rules.add(patternOf(names));
  }
  return [...rules].map(rule => rule + NUL).join('');
}

/** A backslash means something only where there is a wildcard. */
function patternOf(names: string[]): string {
  const path = `/${names.join('/')}`;
  return /[*?[]/.test(path) ? path.replace(/[*?[\\]/g, '\\$&') : path;
}
