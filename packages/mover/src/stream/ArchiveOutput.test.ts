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

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gnuTar } from '../process/gnuTar';
import { ArchiveOutput, archiveArguments } from './ArchiveOutput';

describe('ArchiveOutput', () => {
  const list = { names: ['list'], files: 3, bytes: 4 * 1024 * 1024 };

  it.each(['tar', '/usr/bin/tar'])('counts what %s has written', name => {
    const output = new ArchiveOutput(list);
    output.read('./a');
    output.read(`${name}: #16`);
    output.read('./b');
    output.read(`${name}: #32`);
    expect(output.progress).toEqual({
      files: 1,
      bytes: 2 * 1024 * 1024 - 2 * 1536,
    });
    output.read(`${name}: ./b: file changed as we read it`);
    expect(output.progress.files).toBe(1);
  });

  it('understands the tar that is here', () => {
    const tar = gnuTar();
    if (!tar) {
      throw new Error('tar is needed: apt-get install tar');
    }
    const dir = mkdtempSync(join(tmpdir(), 'archive-'));
    try {
      const data = join(dir, 'data');
      mkdirSync(data);
      for (const file of ['a', 'b', 'c']) {
        writeFileSync(join(data, file), Buffer.alloc(3 * 1024 * 1024, file));
      }
      writeFileSync(join(dir, 'list'), './a\0./b\0./c\0');
      const bytes = 9 * 1024 * 1024;
      const output = new ArchiveOutput({ ...list, bytes });
      const { stderr, status } = spawnSync(
        tar,
        archiveArguments({
          list: { ...list, names: [join(dir, 'list')] },
          dataDir: data,
          compress: false,
        }),
        { encoding: 'utf8', maxBuffer: 2 * bytes },
      );
      expect(status).toBe(0);
      stderr.split('\n').forEach(line => output.read(line));
      expect(output.progress.files).toBe(2);
      expect(output.progress.bytes).toBeGreaterThan(bytes - 1024 * 1024);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
