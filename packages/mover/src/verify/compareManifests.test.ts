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
import { compareManifests } from './compareManifests';
import type { ReadEntry } from './describeEntry';
import { comparePaths, encodeEntry } from './ManifestEntry';

const EVERYTHING: Keeps = { uid: 0, gids: [0], lacks: [] };

function entryOf(path: string, change: Partial<ReadEntry> = {}): ReadEntry {
  return {
    path,
    type: 'f',
    mode: '644',
    uid: '0',
    gid: '0',
    size: '3',
    mtime: '1764000000000000000',
    hardLink: '-',
    attributes: '-',
    content: '-',
    target: '-',
    seen: true,
    bytesRead: 0,
    ...change,
  };
}

/** Of different sizes on both sides, so that they never end together. */
async function* batchesOf<T>(all: T[], size: number): AsyncGenerator<T[]> {
  yield [];
  for (let start = 0; start < all.length; start += size) {
    yield all.slice(start, start + size);
  }
}

async function compare(
  source: ReadEntry[],
  target: ReadEntry[],
  options: { keeps?: Keeps; mirror?: boolean; sizes?: [number, number] } = {},
) {
  const { keeps = EVERYTHING, mirror = true, sizes = [3, 2] } = options;
  return compareManifests({
    source: batchesOf(source, sizes[0]),
    target: batchesOf(target.map(encodeEntry), sizes[1]),
    changed: () => false,
    mirror,
    keeps,
  });
}

describe('compareManifests', () => {
  const names = Array.from({ length: 20 }, (_, i) => `f ${i}\n\xfc`).sort(
    comparePaths,
  );
  const tree = names.map(name => entryOf(name));

  it.each<[number, number]>([
    [1, 1],
    [3, 2],
    [7, 20],
    [20, 7],
    [100, 100],
  ])('counts what is the same, in batches of %d and %d', async (...sizes) => {
    const found = await compare(tree, tree, { sizes });
    expect(found).toMatchObject({
      entries: 20,
      files: 20,
      bytes: 60,
      mismatchCount: 0,
      extraCount: 0,
    });
    expect(found.targetDigest).toBe(found.sourceDigest);
  });

  it.each(
    Object.entries({
      type: 'd',
      mode: '600',
      uid: '1',
      gid: '1',
      size: '4',
      mtime: '1764000000000000001',
      hardLink: '0123456789abcdef',
      attributes: 'ab',
      target: 'x',
    }),
  )('finds another %s, first, in the middle and last', async (field, value) => {
    for (const index of [0, 9, 19]) {
      const target = tree.map((entry, i) =>
        i === index ? { ...entry, [field]: value } : entry,
      );
      const found = await compare(tree, target);
      expect(found).toMatchObject({ mismatchCount: 1 });
      expect(found.mismatches[0].differences).toEqual([field]);
      expect(found.targetDigest).not.toBe(found.sourceDigest);
    }
  });

  it('finds another content, and none that one side did not read', async () => {
    const [first, ...rest] = tree;
    const source = [{ ...first, content: 'aa', bytesRead: 3 }, ...rest];
    expect(
      await compare(source, [{ ...first, content: 'bb' }, ...rest]),
    ).toMatchObject({
      contentFiles: 1,
      contentBytes: 3,
      mismatches: [{ differences: ['content'] }],
    });
    expect(await compare(source, tree)).toMatchObject({ mismatchCount: 0 });
  });

  it('takes what neither side could read for no match', async () => {
    const unread = tree.map((entry, i) =>
      i === 5 ? { ...entry, content: '!EACCES' } : entry,
    );
    expect(await compare(unread, unread)).toMatchObject({
      mismatches: [{ differences: ['unreadable'] }],
      mismatchCount: 1,
      contentFiles: 0,
    });
  });

  it('finds what is missing and what is too much, wherever it is', async () => {
    for (const index of [0, 9, 19]) {
      const without = tree.filter((_, i) => i !== index);
      expect(await compare(tree, without)).toMatchObject({
        entries: 20,
        mismatches: [{ differences: ['missing'] }],
        mismatchCount: 1,
      });
      expect(await compare(without, tree)).toMatchObject({
        entries: 19,
        mismatches: [{ differences: ['extra'] }],
        mismatchCount: 1,
      });
      expect(await compare(without, tree, { mirror: false })).toMatchObject({
        mismatchCount: 0,
        extraCount: 1,
      });
    }
    expect(await compare(tree, [])).toMatchObject({ mismatchCount: 20 });
    expect(await compare([], tree)).toMatchObject({ mismatchCount: 20 });
  });

  it('overlooks what cannot be kept, in the digests too', async () => {
    const keeps: Keeps = { uid: 7, gids: [8], lacks: [] };
    const source = [
      entryOf('a', { uid: '7', gid: '8' }),
      entryOf('b', { uid: '1', gid: '8' }),
      entryOf('c', { type: 'c', size: '-', target: '259' }),
    ];
    const target = source
      .slice(0, 2)
      .map(entry => ({ ...entry, uid: '7', gid: '8' }));
    const found = await compare(source, target, { keeps });
    expect(found).toMatchObject({ entries: 2, mismatchCount: 0 });
    expect(found.targetDigest).toBe(found.sourceDigest);
    const alike = await compare(source.slice(0, 2), source.slice(0, 2), {
      keeps,
    });
    expect(alike.sourceDigest).toBe(found.sourceDigest);
  });

  it('refuses lines that are none of a manifest', async () => {
    const broken = compareManifests({
      source: batchesOf(tree, 4),
      target: batchesOf(['f 644 0'], 4),
      changed: () => false,
      mirror: true,
      keeps: EVERYTHING,
    });
    await expect(broken).rejects.toThrow(/a line that is none of a manifest/);
  });

  it('fails with what either side fails with', async () => {
    async function* fails(): AsyncGenerator<never[]> {
      yield [];
      throw new Error('the disk is gone');
    }
    await expect(
      compareManifests({
        source: fails(),
        target: batchesOf(tree.map(encodeEntry), 4),
        changed: () => false,
        mirror: true,
        keeps: EVERYTHING,
      }),
    ).rejects.toThrow('the disk is gone');
  });
});
