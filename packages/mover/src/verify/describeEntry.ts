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

import { readlinkSync } from 'node:fs';
import type { HardLinks } from './HardLinks';
import type { EntryType, ManifestEntry } from './ManifestEntry';
import type { ManifestParameters } from './ManifestParameters';
import { toFile, type WalkedEntry } from './walkSorted';

/** By what the mode has above its permissions. */
const TYPES: Record<number, EntryType> = {
  0o10: 'f',
  0o04: 'd',
  0o12: 'l',
  0o01: 'p',
  0o14: 's',
  0o02: 'c',
  0o06: 'b',
};

/** An entry with what only its own side needs to know. */
export interface ReadEntry extends ManifestEntry {
  /** It was there when it was looked at. */
  seen: boolean;
  /** How much of its content was read. */
  bytesRead: number;
}

/** What stands for the content of what could not be read. */
export function unreadable(error: unknown): string {
  return `!${(error as NodeJS.ErrnoException).code ?? 'EIO'}`;
}

/**
 * An entry of the manifest, but for its attributes and its content.
 *
 * @param root - the volume, its bytes as a latin1 string
 */
export function describeEntry(
  root: string,
  { path, stats, failure }: WalkedEntry,
  options: {
    parameters: Pick<ManifestParameters, 'nanoseconds' | 'owner'>;
    links: HardLinks;
  },
): ReadEntry {
  const entry: ReadEntry = {
    path,
    type: 'f',
    mode: '-',
    uid: '-',
    gid: '-',
    size: '-',
    mtime: '-',
    hardLink: '-',
    attributes: '-',
    content: failure ? `!${failure}` : '-',
    target: '-',
    seen: stats !== undefined,
    bytesRead: 0,
  };
  if (!stats) {
    return entry;
  }
  const { nanoseconds, owner } = options.parameters;
  const mode = Number(stats.mode);
  entry.type = TYPES[Math.floor(mode / 0o10000)] ?? 'b';
  entry.mtime = String(
    nanoseconds ? stats.mtimeNs : stats.mtimeNs / 1_000_000_000n,
  );
  entry.hardLink = options.links.name(path, stats);
  if (owner) {
    entry.uid = String(stats.uid);
    entry.gid = String(stats.gid);
  }
  // a link's own permissions mean nothing
  if (entry.type !== 'l') {
    entry.mode = (mode % 0o10000).toString(8);
  }
  if (entry.type === 'f') {
    entry.size = String(stats.size);
  } else if (entry.type === 'c' || entry.type === 'b') {
    entry.target = String(stats.rdev);
  } else if (entry.type === 'l') {
    try {
      entry.target = readlinkSync(toFile(root, path), { encoding: 'latin1' });
    } catch (error) {
      entry.content = unreadable(error);
    }
  }
  return entry;
}
