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

import { setImmediate as breathe } from 'node:timers/promises';
import { ContentSample } from './ContentSample';
import { describeEntry, type ReadEntry, unreadable } from './describeEntry';
import { digestContent } from './digestContent';
import { HardLinks } from './HardLinks';
import type { ManifestParameters } from './ManifestParameters';
import { readAttributes } from './readAttributes';
import { walkBatches } from './walkBatches';
import { toFile } from './walkSorted';

/** Entries that are looked at together: one call of `getfattr`. */
const BATCH = 4096;
/** Where a file system is slow, a batch ends before it is full, for signals and signs of life. */
const BATCH_MS = 250;
/** After so much content what is known by then is passed on. */
const BATCH_BYTES = 16 * 2 ** 20;

/**
 * Everything on a volume, sorted by `comparePaths`, in memory only some of it at a time.
 *
 * @param root - the volume
 * @returns as many entries at a time as are known together
 * @throws when the volume itself cannot be read; the signal's reason when it is aborted
 */
export async function* readManifest(
  root: string,
  parameters: ManifestParameters,
  options: { signal: AbortSignal },
): AsyncGenerator<ReadEntry[]> {
  const bytes = Buffer.from(root.replace(/(.)\/$/, '$1')).toString('latin1');
  const sample = new ContentSample(parameters);
  const links = new HardLinks();
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);

  const readAttributesOf = async (entries: ReadEntry[]): Promise<void> => {
    if (parameters.attributes) {
      const paths = entries.flatMap(({ path, seen }) => (seen ? [path] : []));
      const found = await readAttributes(bytes, paths, {
        userOnly: parameters.userXattrsOnly,
        lacks: parameters.lacks,
        signal,
      });
      entries.forEach(entry => {
        entry.attributes = found.get(entry.path) ?? '-';
      });
    }
  };

  const readContent = async (entry: ReadEntry): Promise<void> => {
    const size = Number(entry.size);
    try {
      const read = await digestContent(toFile(bytes, entry.path), {
        algorithm: parameters.algorithm,
        size,
        parts: parameters.wholeFiles
          ? undefined
          : sample.parts(entry.path, size),
        signal,
      });
      entry.content = read.digest;
      entry.bytesRead = read.bytes;
    } catch (error) {
      signal.throwIfAborted();
      entry.content = unreadable(error);
    }
  };

  async function* readContents(
    entries: ReadEntry[],
  ): AsyncGenerator<ReadEntry[]> {
    let known: ReadEntry[] = [];
    let bytesRead = 0;
    for (const entry of entries) {
      known.push(entry);
      if (
        entry.type === 'f' &&
        entry.seen &&
        // another name of a file whose content is compared already
        entry.hardLink === '-' &&
        sample.chooses(entry.path)
      ) {
        await readContent(entry);
        bytesRead += entry.bytesRead;
      }
      if (bytesRead >= BATCH_BYTES) {
        yield known;
        known = [];
        bytesRead = 0;
        await breathe();
        signal.throwIfAborted();
      }
    }
    yield known;
  }

  try {
    let looking: { entries: ReadEntry[]; attributes: Promise<void> } = {
      entries: [],
      attributes: Promise.resolve(),
    };
    const batches = walkBatches(bytes, {
      filters: parameters.filters,
      size: BATCH,
      milliseconds: BATCH_MS,
      signal,
      map: walked => describeEntry(bytes, walked, { parameters, links }),
    });
    for await (const entries of batches) {
      // getfattr looks at one batch while the next one is walked
      const attributes = readAttributesOf(entries);
      attributes.catch(() => {});
      await looking.attributes;
      yield* readContents(looking.entries);
      looking = { entries, attributes };
    }
    await looking.attributes;
    yield* readContents(looking.entries);
  } finally {
    ended.abort();
  }
}
