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

import { createHash } from 'node:crypto';
import type { Keeps } from '../inspect/losses';
import type { FileDifference, FileDifferenceKind } from '../types';
import { displayName } from './displayName';
import {
  comparePaths,
  encodeEntry,
  MANIFEST_FIELDS,
  type ManifestEntry,
} from './ManifestEntry';
import { knownLosses } from './knownLosses';
import type { ReadEntry } from './readManifest';

const MAX_MISMATCHES = 100;
const MAX_CHANGED = 20;

/** What the comparison of two manifests came to. */
export interface ManifestComparison {
  /** Entries of the source that were compared; changed ones are not among them. */
  entries: number;
  files: number;
  bytes: number;
  contentFiles: number;
  contentBytes: number;
  sourceDigest: string;
  targetDigest: string;
  /** Up to 100. */
  mismatches: FileDifference[];
  mismatchCount: number;
  /** Up to 20. */
  changed: string[];
  changedCount: number;
  extraCount: number;
}

/** In what two entries of one path differ. */
function differencesOf(
  source: ManifestEntry,
  target: ManifestEntry,
): FileDifferenceKind[] {
  if ([source, target].some(entry => entry.content.startsWith('!'))) {
    return ['unreadable'];
  }
  const differ = MANIFEST_FIELDS.filter(
    field =>
      source[field] !== target[field] &&
      // of another name of a file no content is read
      (field !== 'content' ||
        (source.content !== '-' && target.content !== '-')),
  );
  // what follows from another type says nothing more, and the content of another size is another one
  return differ.includes('type')
    ? ['type']
    : differ.filter(field => field !== 'content' || !differ.includes('size'));
}

/** Puts a manifest and what was found together. */
class Tally {
  private readonly sourceHash = createHash('sha256');
  private readonly targetHash = createHash('sha256');
  readonly result: ManifestComparison = {
    entries: 0,
    files: 0,
    bytes: 0,
    contentFiles: 0,
    contentBytes: 0,
    sourceDigest: '',
    targetDigest: '',
    mismatches: [],
    mismatchCount: 0,
    changed: [],
    changedCount: 0,
    extraCount: 0,
  };

  source(entry: ReadEntry): void {
    const { result } = this;
    result.entries += 1;
    if (entry.type === 'f') {
      result.files += 1;
      result.bytes += entry.hardLink === '-' ? Number(entry.size) || 0 : 0;
      if (/^[0-9a-f]/.test(entry.content)) {
        result.contentFiles += 1;
        result.contentBytes += entry.bytesRead;
      }
    }
    this.sourceHash.update(`${encodeEntry(entry)}\n`);
  }

  target(entry: ManifestEntry): void {
    this.targetHash.update(`${encodeEntry(entry)}\n`);
  }

  mismatch(path: string, differences: FileDifferenceKind[]): void {
    this.result.mismatchCount += 1;
    if (this.result.mismatches.length < MAX_MISMATCHES) {
      this.result.mismatches.push({ path: displayName(path), differences });
    }
  }

  change(path: string): void {
    this.result.changedCount += 1;
    if (this.result.changed.length < MAX_CHANGED) {
      this.result.changed.push(displayName(path));
    }
  }

  end(): ManifestComparison {
    this.result.sourceDigest = this.sourceHash.digest('hex');
    this.result.targetDigest = this.targetHash.digest('hex');
    return this.result;
  }
}

/**
 * Merges both manifests. What changed on the source meanwhile is no mismatch: its application writes.
 *
 * @param options - `changed`: whether an entry of the source (`''` is the volume itself) changed or went since the copy
 *   began; asked only where something differs. `mirror`: the target is to hold nothing else; `keeps`: what it cannot keep
 *   is no mismatch either, for it was agreed to beforehand
 */
export async function compareManifests(options: {
  source: AsyncIterator<ReadEntry>;
  target: AsyncIterator<ManifestEntry>;
  changed: (path: string) => boolean;
  mirror: boolean;
  keeps: Keeps;
}): Promise<ManifestComparison> {
  const { changed, mirror, source: sources, target: targets } = options;
  const { isLost, withoutLost } = knownLosses(options.keeps);
  const tally = new Tally();
  /** A folder that came meanwhile: what is in it may be older than itself. */
  let newFolder: string | undefined;

  const onlySource = (entry: ReadEntry) => {
    const { path } = entry;
    if (isLost(entry)) {
      return;
    }
    const inNewFolder =
      newFolder !== undefined && path.startsWith(`${newFolder}/`);
    if (inNewFolder || changed(path)) {
      tally.change(path);
      newFolder = inNewFolder || entry.type !== 'd' ? newFolder : path;
    } else {
      tally.source(entry);
      tally.mismatch(path, ['missing']);
    }
  };
  const onlyTarget = (entry: ManifestEntry) => {
    const folder = entry.path.slice(
      0,
      Math.max(0, entry.path.lastIndexOf('/')),
    );
    if (!mirror) {
      tally.result.extraCount += 1;
    } else if (changed(folder)) {
      tally.change(entry.path);
    } else {
      tally.target(entry);
      tally.mismatch(entry.path, ['extra']);
    }
  };
  const both = (sent: ReadEntry, arrived: ManifestEntry) => {
    const [source, target] = withoutLost(sent, arrived);
    const differences = differencesOf(source, target);
    if (differences.length > 0 && changed(source.path)) {
      tally.change(source.path);
      return;
    }
    tally.source(source);
    tally.target(target);
    if (differences.length > 0) {
      tally.mismatch(source.path, differences);
    }
  };

  let [s, t] = await Promise.all([sources.next(), targets.next()]);
  while (!s.done || !t.done) {
    if (!s.done && !t.done && s.value.path === t.value.path) {
      both(s.value, t.value);
      [s, t] = await Promise.all([sources.next(), targets.next()]);
    } else if (
      !s.done &&
      (t.done || comparePaths(s.value.path, t.value.path) < 0)
    ) {
      onlySource(s.value);
      s = await sources.next();
    } else if (!t.done) {
      onlyTarget(t.value);
      t = await targets.next();
    }
  }
  return tally.end();
}
