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

import type { Keeps } from '../inspect/losses';
import type { FileDifference, FileDifferenceKind } from '../types';
import { BatchCursor } from './BatchCursor';
import type { ReadEntry } from './describeEntry';
import { displayName } from './displayName';
import { LineDigest } from './LineDigest';
import {
  comparePaths,
  decodeEntry,
  encodeEntry,
  MANIFEST_FIELDS,
  type ManifestEntry,
} from './ManifestEntry';
import { knownLosses } from './knownLosses';
import { ManifestBrokenError } from './ManifestBrokenError';

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
  private readonly sourceDigest = new LineDigest();
  private readonly targetDigest = new LineDigest();
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

  source(entry: ReadEntry, line = encodeEntry(entry)): void {
    const { result } = this;
    result.entries += 1;
    if (entry.type === 'f') {
      result.files += 1;
      result.bytes += entry.hardLink === '-' ? Number(entry.size) || 0 : 0;
      if (entry.content !== '-' && !entry.content.startsWith('!')) {
        result.contentFiles += 1;
        result.contentBytes += entry.bytesRead;
      }
    }
    this.sourceDigest.add(line);
  }

  target(entry: ManifestEntry): void {
    this.targetDigest.add(encodeEntry(entry));
  }

  /** Both sides have this line. */
  same(entry: ReadEntry, line: string): void {
    this.source(entry, line);
    this.targetDigest.add(line);
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
    this.result.sourceDigest = this.sourceDigest.digest();
    this.result.targetDigest = this.targetDigest.digest();
    return this.result;
  }
}

function decode(line: string): ManifestEntry {
  const entry = decodeEntry(line);
  if (!entry) {
    throw new ManifestBrokenError(
      `the receiver sent a line that is none of a manifest: ${line.slice(
        0,
        100,
      )}`,
    );
  }
  return entry;
}

/**
 * Merges both manifests. What changed on the source meanwhile is no mismatch: its application writes.
 *
 * @param options - `target`: its lines, which are taken apart only where they are not the source's. `changed`: whether an
 *   entry of the source (`''` is the volume itself) changed or went since the copy began; asked only where something
 *   differs. `mirror`: the target is to hold nothing else; `keeps`: what it cannot keep is no mismatch either, for it was
 *   agreed to beforehand
 * @throws ManifestBrokenError where the target's manifest is none
 */
export async function compareManifests(options: {
  source: AsyncIterator<ReadEntry[]>;
  target: AsyncIterator<string[]>;
  changed: (path: string) => boolean;
  mirror: boolean;
  keeps: Keeps;
}): Promise<ManifestComparison> {
  const { changed, mirror, keeps } = options;
  const sources = new BatchCursor(options.source);
  const targets = new BatchCursor(options.target);
  const { isLost, losesNothing, withoutLost } = knownLosses(keeps);
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

  /** Nearly always, and without a look into the target's line. */
  const same = (entry: ReadEntry, line: string): boolean => {
    const own = encodeEntry(entry);
    const isSame =
      own === line && !entry.content.startsWith('!') && losesNothing(entry);
    if (isSame) {
      tally.same(entry, own);
    }
    return isSame;
  };
  const merge = (entry: ReadEntry, line: string) => {
    const arrived = decode(line);
    const order = comparePaths(entry.path, arrived.path);
    if (order === 0) {
      both(entry, arrived);
    } else if (order < 0) {
      onlySource(entry);
    } else {
      onlyTarget(arrived);
    }
    return order;
  };

  for (;;) {
    if (sources.current === undefined || targets.current === undefined) {
      await Promise.all([sources.fill(), targets.fill()]);
    }
    const entry = sources.current;
    const line = targets.current;
    if (entry === undefined && line === undefined) {
      return tally.end();
    }
    let order = 0;
    if (line === undefined) {
      onlySource(entry as ReadEntry);
      order = -1;
    } else if (entry === undefined) {
      onlyTarget(decode(line));
      order = 1;
    } else if (!same(entry, line)) {
      order = merge(entry, line);
    }
    if (order <= 0) {
      sources.step();
    }
    if (order >= 0) {
      targets.step();
    }
  }
}
