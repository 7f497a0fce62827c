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
import type { BigIntStats } from 'node:fs';
import { readlinkSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { PathFilter } from '../filter/PathFilter';
import { ContentSample } from './ContentSample';
import { digestContent } from './digestContent';
import type { EntryType, ManifestEntry } from './ManifestEntry';
import type { ManifestParameters } from './ManifestParameters';
import { readAttributes } from './readAttributes';
import { toFile, walkSorted, type WalkedEntry } from './walkSorted';

/** Entries that are looked at together: one call of `getfattr`, one turn of the event loop. */
const BATCH = 1000;

/** An entry with what only its own side needs to know. */
export interface ReadEntry extends ManifestEntry {
  /** How much of its content was read. */
  bytesRead: number;
}

function typeOf(stats: BigIntStats): EntryType {
  const tests: Array<[EntryType, boolean]> = [
    ['f', stats.isFile()],
    ['d', stats.isDirectory()],
    ['l', stats.isSymbolicLink()],
    ['p', stats.isFIFO()],
    ['s', stats.isSocket()],
    ['c', stats.isCharacterDevice()],
  ];
  return tests.find(([, is]) => is)?.[0] ?? 'b';
}

/** Finds out which names are the same file, remembering only those of which more may come. */
class HardLinks {
  private readonly open = new Map<string, { digest: string; left: number }>();

  name(path: string, stats: BigIntStats): string {
    if (stats.nlink < 2n || stats.isDirectory()) {
      return '-';
    }
    const inode = `${stats.dev}:${stats.ino}`;
    const known = this.open.get(inode);
    if (!known) {
      const digest = createHash('sha256')
        .update(path, 'latin1')
        .digest('hex')
        .slice(0, 16);
      this.open.set(inode, { digest, left: Number(stats.nlink) - 1 });
      return '-';
    }
    known.left -= 1;
    if (known.left === 0) {
      this.open.delete(inode);
    }
    return known.digest;
  }
}

/**
 * Everything on a volume, sorted by `comparePaths`, in memory only some of it at a time.
 *
 * @param root - the volume
 * @throws when the volume itself cannot be read; the signal's reason when it is aborted
 */
export async function* readManifest(
  root: string,
  parameters: ManifestParameters,
  options: { signal: AbortSignal },
): AsyncGenerator<ReadEntry> {
  const { signal } = options;
  const bytes = Buffer.from(root.replace(/(.)\/$/, '$1')).toString('latin1');
  const filter = new PathFilter(parameters.filters);
  const sample = new ContentSample(parameters);
  const links = new HardLinks();

  const describe = async (
    { path, stats, failure }: WalkedEntry,
    attributes: Map<string, string>,
  ): Promise<ReadEntry> => {
    const entry: ReadEntry = {
      path,
      type: 'f',
      mode: '-',
      uid: '-',
      gid: '-',
      size: '-',
      mtime: '-',
      hardLink: '-',
      attributes: attributes.get(path) ?? '-',
      content: failure ? `!${failure}` : '-',
      target: '-',
      bytesRead: 0,
    };
    if (!stats) {
      return entry;
    }
    entry.type = typeOf(stats);
    entry.mtime = String(
      parameters.nanoseconds ? stats.mtimeNs : stats.mtimeNs / 1_000_000_000n,
    );
    entry.hardLink = links.name(path, stats);
    if (parameters.owner) {
      entry.uid = String(stats.uid);
      entry.gid = String(stats.gid);
    }
    // a link's own permissions mean nothing
    if (entry.type !== 'l') {
      entry.mode = (stats.mode % 0o10000n).toString(8);
    }
    if (entry.type === 'c' || entry.type === 'b') {
      entry.target = String(stats.rdev);
    }
    const file = toFile(bytes, path);
    try {
      if (entry.type === 'l') {
        entry.target = readlinkSync(file, { encoding: 'latin1' });
      } else if (entry.type === 'f') {
        entry.size = String(stats.size);
        // another name of a file whose content is compared already
        if (entry.hardLink === '-' && sample.chooses(path)) {
          const read = await digestContent(file, {
            algorithm: parameters.algorithm,
            size: Number(stats.size),
            parts: parameters.wholeFiles
              ? undefined
              : sample.parts(path, Number(stats.size)),
            signal,
          });
          entry.content = read.digest;
          entry.bytesRead = read.bytes;
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      entry.content = `!${(error as NodeJS.ErrnoException).code ?? 'EIO'}`;
    }
    return entry;
  };

  const walk = walkSorted(bytes, (path, isDirectory) =>
    filter.excludes(path, isDirectory),
  );
  for (let done = false; !done; ) {
    const batch: WalkedEntry[] = [];
    while (batch.length < BATCH && !done) {
      const next = walk.next();
      if (next.done) {
        done = true;
      } else {
        batch.push(next.value);
      }
    }
    if (batch.length === 0) {
      break;
    }
    await breathe();
    signal.throwIfAborted();
    const attributes = parameters.attributes
      ? await readAttributes(
          bytes,
          batch.map(({ path }) => path),
          {
            userOnly: parameters.userXattrsOnly,
            lacks: parameters.lacks,
            signal,
          },
        )
      : new Map<string, string>();
    for (const walked of batch) {
      yield await describe(walked, attributes);
    }
  }
}
