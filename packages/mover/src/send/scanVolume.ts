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

import { readdirSync, type Stats } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { EXCLUDED } from '../filter/excluded';
import { toFile } from '../verify/walkSorted';
import { StatReader } from './StatReader';

/** Entries between two turns of the event loop. */
const BATCH = 500;

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
 * Counts what is to be copied. Names are bytes, which need not be UTF-8: latin1 strings, one character a byte.
 *
 * @param options - `onProgress` is called with the running count now and then, `onFile` for each regular file, by the
 * first of its names, below the volume's root
 */
export async function scanVolume(
  root: string,
  options: {
    signal: AbortSignal;
    reader?: StatReader;
    onProgress?(scan: VolumeScan): void;
    onFile?(path: string, stats: Stats): void;
  },
): Promise<VolumeScan> {
  const { signal, reader = new StatReader() } = options;
  const bytes = Buffer.from(root.replace(/(.)\/$/, '$1')).toString('latin1');
  const scan: VolumeScan = {
    files: 0,
    directories: 0,
    bytes: 0,
    allocatedBytes: 0,
    sparse: false,
    unreadable: 0,
  };
  const seen = new Set<string>();
  const excluded = new Set<string>(EXCLUDED);
  const pending: string[] = [''];

  const count = (stats: Stats, path: string): void => {
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
      options.onFile?.(path, stats);
    }
  };
  let sinceBreath = 0;
  const look = async (paths: string[]): Promise<void> => {
    const found = await reader.read(paths.map(path => toFile(bytes, path)));
    found.forEach((stats, i) => {
      if (!stats) {
        scan.unreadable += 1;
      } else if (stats.isDirectory()) {
        pending.push(paths[i]);
      } else {
        count(stats, paths[i]);
      }
    });
    options.onProgress?.(scan);
    sinceBreath += paths.length;
    if (sinceBreath >= BATCH) {
      sinceBreath = 0;
      await breathe();
    }
  };

  while (pending.length > 0 && !signal.aborted) {
    const folder = pending.pop() as string;
    let names: string[] = [];
    try {
      names = readdirSync(toFile(bytes, folder), { encoding: 'latin1' });
      scan.directories += 1;
    } catch {
      scan.unreadable += 1;
    }
    const paths = names
      .map(name => (folder === '' ? name : `${folder}/${name}`))
      .filter(path => !excluded.has(path));
    for (
      let start = 0;
      start < paths.length && !signal.aborted;
      start += BATCH
    ) {
      await look(paths.slice(start, start + BATCH));
    }
  }
  return scan;
}
