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

import type { BigIntStats } from 'node:fs';
import { lstatSync, readdirSync } from 'node:fs';

/** One entry of a walk. */
export interface WalkedEntry {
  /** Below the root; a latin1 string, one character a byte. */
  path: string;
  /** `undefined` when it could not be looked at. */
  stats: BigIntStats | undefined;
  /** Why it, or what is in it, could not be looked at: `EACCES`. */
  failure?: string;
}

/** A path whose names are bytes, for the functions of `node:fs`, which are fastest with strings. */
export function toFile(root: string, path: string): Buffer | string {
  const file = `${root}/${path}`;
  return /^[\0-\x7f]*$/.test(file) ? file : Buffer.from(file, 'latin1');
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'EIO';
}

/**
 * Everything below a folder but itself, in the order of `comparePaths`. Holds the names of one folder per level in
 * memory, not more. Synchronous, as it is many times faster so: whoever has to breathe in between stops to iterate.
 *
 * @param root - its bytes as a latin1 string
 * @param skip - what is left out, with all that is in it
 */
export function* walkSorted(
  root: string,
  skip: (path: string, isDirectory: boolean) => boolean,
): Generator<WalkedEntry> {
  const levels: Array<{ prefix: string; names: string[]; next: number }> = [];

  const enter = (prefix: string): string | undefined => {
    try {
      const names = readdirSync(toFile(root, prefix), { encoding: 'latin1' });
      levels.push({ prefix, names: names.sort(compareBytes), next: 0 });
      return undefined;
    } catch (error) {
      return codeOf(error);
    }
  };

  const failure = enter('');
  if (failure) {
    throw Object.assign(new Error(`The volume cannot be read: ${failure}`), {
      code: failure,
    });
  }
  while (levels.length > 0) {
    const level = levels[levels.length - 1];
    if (level.next === level.names.length) {
      levels.pop();
      continue;
    }
    const path = `${level.prefix}${level.names[level.next]}`;
    level.next += 1;
    let stats: BigIntStats;
    try {
      stats = lstatSync(toFile(root, path), { bigint: true });
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' && !skip(path, false)) {
        yield { path, stats: undefined, failure: codeOf(error) };
      }
      continue;
    }
    if (skip(path, stats.isDirectory())) {
      continue;
    }
    yield {
      path,
      stats,
      failure: stats.isDirectory() ? enter(`${path}/`) : undefined,
    };
  }
}

function compareBytes(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
