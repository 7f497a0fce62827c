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

import {
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
import { scanVolume } from './scanVolume';
import { StatReader } from './StatReader';

describe('scanVolume', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'scan-'));
    for (let folder = 0; folder < 3; folder += 1) {
      mkdirSync(join(dir, `${folder}/in/side`), { recursive: true });
      for (let i = 0; i < 600; i += 1) {
        writeFileSync(join(dir, `${folder}/in/${i}`), 'x'.repeat(i % 7));
      }
    }
    writeFileSync(
      Buffer.concat([Buffer.from(`${dir}/0/latin1-`), Buffer.from([0xfc])]),
      'four',
    );
    writeFileSync(join(dir, 'with\nnewline'), '');
    linkSync(join(dir, '0/in/6'), join(dir, '1/in/side/other name'));
    symlinkSync('nowhere', join(dir, '2/link'));
    mkdirSync(join(dir, 'lost+found'));
    writeFileSync(join(dir, 'lost+found/x'), 'not moved');
    mkdirSync(join(dir, '1/lost+found'));
    writeFileSync(join(dir, '1/lost+found/x'), 'moved');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const scan = async (slowMs: number, root = dir) => {
    const files: string[] = [];
    const found = await scanVolume(root, {
      signal: new AbortController().signal,
      reader: new StatReader({ slowMs }),
      onFile: (path, { size }) => files.push(`${path} ${size}`),
    });
    return { found, files: files.sort() };
  };

  it('finds the same on a fast and on a slow file system', async () => {
    const fast = await scan(Infinity);
    // from the thousandth entry on
    expect(await scan(0)).toEqual(fast);
    expect(await scan(Infinity, `${dir}/`)).toEqual(fast);
    const content = 3 * 600 - 6;
    expect(fast.found).toMatchObject({
      files: 1800 + 5,
      directories: 1 + 3 * 3 + 1,
      sparse: false,
      unreadable: 0,
    });
    expect(fast.found.bytes).toBeGreaterThan(content);
    expect(fast.files).toHaveLength(1800 + 3);
    expect(fast.files).toEqual(
      expect.arrayContaining(['0/latin1-\xfc 4', 'with\nnewline 0']),
    );
    expect(fast.files).toContain('1/lost+found/x 5');
    expect(
      fast.files.filter(file => /^(0\/in\/6|1.*name) /.test(file)).length,
    ).toBe(1);
  });

  it('sees holes, and counts what it cannot look at', async () => {
    writeFileSync(join(dir, 'hole'), '');
    truncateSync(join(dir, 'hole'), 2 ** 20);
    expect((await scan(Infinity)).found.sparse).toBe(true);
    expect((await scan(Infinity, join(dir, 'nothing'))).found).toMatchObject({
      files: 0,
      directories: 0,
      unreadable: 1,
    });
    const reader = new StatReader({ slowMs: 0 });
    for (let i = 0; i < 2; i += 1) {
      const looked = await reader.read([
        ...Array(1000).fill(dir),
        join(dir, 'gone'),
      ]);
      expect(looked.filter(stats => stats?.isDirectory())).toHaveLength(1000);
      expect(looked[1000]).toBeUndefined();
    }
  });

  it('ends when it is told to', async () => {
    const files: string[] = [];
    const abort = new AbortController();
    await scanVolume(dir, {
      signal: abort.signal,
      onFile: path => files.push(path),
      onProgress: () => abort.abort(),
    });
    expect(files.length).toBeLessThan(700);
  });
});
