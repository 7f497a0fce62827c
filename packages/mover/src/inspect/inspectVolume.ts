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

import { accessSync, constants } from 'node:fs';
import type { PathFilters } from '../filter/PathFilter';
import type { VolumeInspection } from './VolumeInspection';
import { canReadAttributes, listAttributes } from '../verify/readAttributes';
import { walkBatches } from '../verify/walkBatches';
import { toFile, type WalkedEntry } from '../verify/walkSorted';
import { lossesOf, type Keeps } from './losses';
import { LossTally } from './LossTally';

/** Entries that are looked at together: one call of `getfattr`, one turn of the event loop. */
const BATCH = 1000;
const NO_ATTRIBUTES: string[] = [];

function isReadable(file: Buffer | string, isDirectory: boolean): boolean {
  try {
    accessSync(
      file,
      isDirectory ? constants.R_OK + constants.X_OK : constants.R_OK,
    );
    return true;
  } catch {
    return false;
  }
}

/**
 * Looks at everything on a volume but at no content: how much it is, and what of it the other side cannot keep. The
 * volume's root folder belongs to the volume, not to the data.
 *
 * @param options - `deadline`: when to stop, by `performance.now()`
 * @throws when the volume itself cannot be read; the signal's reason when it is aborted
 */
export async function inspectVolume(
  root: string,
  options: {
    keeps: Keeps;
    filters: PathFilters;
    signal: AbortSignal;
    deadline?: number;
  },
): Promise<VolumeInspection> {
  const { keeps, signal, deadline } = options;
  const bytes = Buffer.from(root.replace(/(.)\/$/, '$1')).toString('latin1');
  const asksAttributes =
    keeps.uid !== 0 || keeps.lacks.some(k => k === 'acl' || k === 'xattr');
  const seesAttributes = asksAttributes && canReadAttributes();
  const tally = new LossTally();
  const links = new Set<string>();
  const result: VolumeInspection = {
    files: 0,
    directories: 0,
    inodes: 1,
    bytes: 0,
    allocatedBytes: 0,
    complete: true,
    losses: [],
    notInspected:
      asksAttributes && !seesAttributes
        ? [
            'extended attributes and ACLs: an image without getfattr cannot read them',
          ]
        : [],
  };

  const look = (
    { path, stats, failure }: WalkedEntry,
    attributes: Map<string, string[]>,
  ) => {
    if (!stats) {
      tally.add('unreadable', path);
      return;
    }
    if (stats.isDirectory()) {
      result.directories += 1;
    } else {
      result.files += 1;
    }
    const inode = `${stats.dev}:${stats.ino}`;
    const linked = !stats.isDirectory() && stats.nlink > 1n;
    if (!linked || !links.has(inode)) {
      result.inodes += 1;
      result.allocatedBytes += Number(stats.blocks) * 512;
      result.bytes += stats.isFile() ? Number(stats.size) : 0;
    }
    if (linked) {
      links.add(inode);
    }
    const readable =
      !failure &&
      ((!stats.isFile() && !stats.isDirectory()) ||
        isReadable(toFile(bytes, path), stats.isDirectory()));
    lossesOf(stats, {
      keeps,
      attributes: attributes.get(path) ?? NO_ATTRIBUTES,
      readable,
    }).forEach(kind => tally.add(kind, path));
  };

  const batches = walkBatches(bytes, {
    filters: options.filters,
    size: BATCH,
    signal,
    map: entry => entry,
  });
  let begun = false;
  for await (const batch of batches) {
    if (begun && deadline !== undefined && performance.now() > deadline) {
      result.complete = false;
      break;
    }
    const attributes = seesAttributes
      ? await listAttributes(
          bytes,
          batch.map(({ path }) => path),
          { signal },
        )
      : new Map<string, string[]>();
    batch.forEach(entry => look(entry, attributes));
    begun = true;
  }
  result.losses = tally.losses;
  return result;
}
