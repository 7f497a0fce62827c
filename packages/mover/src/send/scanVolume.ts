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

import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { EXCLUDED } from '../filter/excluded';

const PARALLEL = 64;
const SLASH = Buffer.from('/');

/** What lies on a volume. */
export interface VolumeScan {
  /** All entries but directories. */
  files: number;
  directories: number;
  /** Apparent size of regular files, hard links counted once. */
  bytes: number;
  /** What they occupy. */
  allocatedBytes: number;
  /** Some files have holes. */
  sparse: boolean;
  /** Entries that could not be looked at; rsync will name them. */
  unreadable: number;
}

/**
 * Counts what is to be copied. Names are bytes: they need not be UTF-8.
 * @param options - `onProgress` is called with the running count after each folder, `onFile` for each regular file, by the
 * first of its names
 */
export async function scanVolume(
  root: string,
  options: {
    signal: AbortSignal;
    onProgress?(scan: VolumeScan): void;
    onFile?(path: Buffer, size: number, stats: Stats): void;
  },
): Promise<VolumeScan> {
  const scan: VolumeScan = {
    files: 0,
    directories: 0,
    bytes: 0,
    allocatedBytes: 0,
    sparse: false,
    unreadable: 0,
  };
  const seen = new Set<string>();
  const excluded = new Set(
    EXCLUDED.map(name => `${root.replace(/\/$/, '')}/${name}`),
  );
  const pending: Buffer[] = [Buffer.from(root.replace(/(.)\/$/, '$1'))];

  const count = (stats: Stats, path: Buffer): void => {
    scan.files += 1;
    if (stats.nlink > 1) {
      const inode = `${stats.dev}:${stats.ino}`;
      if (seen.has(inode)) {
        return;
      }
      seen.add(inode);
    }
    if (stats.isFile()) {
      scan.bytes += stats.size;
      scan.allocatedBytes += stats.blocks * 512;
      scan.sparse ||= stats.blocks * 512 < stats.size;
      options.onFile?.(path, stats.size, stats);
    }
  };

  for (
    let folder = pending.pop();
    folder && !options.signal.aborted;
    folder = pending.pop()
  ) {
    let names: Buffer[] = [];
    try {
      names = await readdir(folder, { encoding: 'buffer' });
      scan.directories += 1;
    } catch {
      scan.unreadable += 1;
    }
    const parent = folder.equals(SLASH)
      ? folder
      : Buffer.concat([folder, SLASH]);
    for (
      let start = 0;
      start < names.length && !options.signal.aborted;
      start += PARALLEL
    ) {
      const paths = names
        .slice(start, start + PARALLEL)
        .map(name => Buffer.concat([parent, name]));
      await Promise.all(
        paths.map(async path => {
          if (excluded.has(path.toString('latin1'))) {
            return;
          }
          try {
            const stats = await lstat(path);
            if (stats.isDirectory()) {
              pending.push(path);
            } else {
              count(stats, path);
            }
          } catch {
            scan.unreadable += 1;
          }
        }),
      );
      options.onProgress?.(scan);
    }
  }
  return scan;
}
