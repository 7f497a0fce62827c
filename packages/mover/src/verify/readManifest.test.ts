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

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasXattrs } from '../__testUtils__/makeTree';
import { comparePaths } from './ManifestEntry';
import type { ManifestParameters } from './ManifestParameters';
import type { ReadEntry } from './describeEntry';
import { readManifest } from './readManifest';

const parameters: ManifestParameters = {
  version: 2,
  algorithm: 'sha256',
  seed: 'abc',
  share: 1,
  block: 8192,
  nanoseconds: true,
  owner: true,
  userXattrsOnly: false,
  attributes: false,
  lacks: [],
  wholeFiles: true,
  filters: { include: [], exclude: ['left out'] },
};

describe('readManifest', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'manifest-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  async function read(
    change: Partial<ManifestParameters> = {},
  ): Promise<ReadEntry[]> {
    const entries: ReadEntry[] = [];
    for await (const batch of readManifest(
      dir,
      { ...parameters, ...change },
      { signal: new AbortController().signal },
    )) {
      entries.push(...batch);
    }
    return entries;
  }

  it('is sorted whatever the names, and has more entries than one batch', async () => {
    for (let i = 0; i < 120; i += 1) {
      const folder = join(dir, `f${i % 7 ? '-' : ''}${i}`);
      mkdirSync(join(folder, 'left out'), { recursive: true });
      for (let j = 0; j < 10; j += 1) {
        writeFileSync(
          Buffer.concat([
            Buffer.from(`${folder}/${j}`),
            Buffer.from([255 - j]),
          ]),
          '',
        );
      }
    }
    const paths = (await read()).map(({ path }) => path);
    expect(paths).toHaveLength(120 * 11);
    expect(paths).toEqual([...paths].sort(comparePaths));
  });

  it('finds attributes wherever they are in a batch, and of names of any bytes', async () => {
    expect(hasXattrs(dir)).toBe(true);
    const names = ['-dash', 'a b', 'line\nend', 'latin1-\xfc', 'back\\slash'];
    mkdirSync(join(dir, 'many'));
    for (let i = 0; i < 4200; i += 1) {
      writeFileSync(join(dir, `many/${i}`), '');
    }
    const files = names.map(name => Buffer.from(`${dir}/${name}`, 'latin1'));
    files.forEach(file => writeFileSync(file, ''));
    const last = (await read()).pop()!.path;
    const marked = [...files, Buffer.from(`${dir}/${last}`, 'latin1')];
    execFileSync('xargs', ['-0', 'setfattr', '-n', 'user.a', '-v', '1', '--'], {
      input: Buffer.concat(marked.flatMap(file => [file, Buffer.from([0])])),
    });
    const found = (await read({ attributes: true })).filter(
      ({ attributes }) => attributes !== '-',
    );
    expect(found.map(({ path }) => path).sort()).toEqual(
      [...new Set([...names, last])].sort(),
    );
    expect(new Set(found.map(({ attributes }) => attributes)).size).toBe(1);
  });

  it('names hard links by their first path, and reads them once', async () => {
    writeFileSync(join(dir, 'a'), 'same');
    mkdirSync(join(dir, 'b'));
    linkSync(join(dir, 'a'), join(dir, 'b/second'));
    linkSync(join(dir, 'a'), join(dir, 'left out'));
    writeFileSync(join(dir, 'c'), 'same');
    const [a, , second, c] = await read();
    expect(a).toMatchObject({ path: 'a', hardLink: '-', bytesRead: 4 });
    expect(second).toMatchObject({ path: 'b/second', content: '-' });
    expect(second.hardLink).toMatch(/^[0-9a-f]{16}$/);
    expect(c).toMatchObject({ hardLink: '-', content: a.content });
  });

  it('samples the same by the same seed, and reads parts of large files', async () => {
    for (let i = 0; i < 400; i += 1) {
      writeFileSync(join(dir, `${i}`), `${i}`);
    }
    writeFileSync(join(dir, 'large'), '');
    truncateSync(join(dir, 'large'), 64 * 2 ** 20);
    const chosen = async (seed: string) =>
      (await read({ seed, share: 0.25 }))
        .filter(({ content }) => content !== '-')
        .map(({ path }) => path);
    const first = await chosen('aa');
    expect(await chosen('aa')).toEqual(first);
    expect(await chosen('bb')).not.toEqual(first);
    expect(first.length).toBeGreaterThan(50);
    expect(first.length).toBeLessThan(160);
    const large = (await read({ wholeFiles: false })).find(
      ({ path }) => path === 'large',
    );
    expect(large).toMatchObject({ bytesRead: 4 * 8192 });
  });

  it('compares no owner, no fractions of seconds and no permissions of links where they mean nothing', async () => {
    writeFileSync(join(dir, 'file'), '');
    chmodSync(join(dir, 'file'), 0o4751);
    symlinkSync('nowhere', join(dir, 'link'));
    const [file, link] = await read({ owner: false, nanoseconds: false });
    expect(file).toMatchObject({ uid: '-', gid: '-', mode: '4751' });
    expect(file.mtime).toMatch(/^\d{10}$/);
    expect(link).toMatchObject({ type: 'l', mode: '-', target: 'nowhere' });
  });
});
