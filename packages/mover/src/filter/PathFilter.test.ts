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
import { walkSorted } from '../verify/walkSorted';
import { filterArguments, PathFilter, type PathFilters } from './PathFilter';

const FILES = [
  'a',
  'a.log',
  'cache/a',
  'cache/b.log',
  'cache/keep/a',
  'lost+found/x',
  '.direct-migration.tmp/x',
  'sub/cache/a',
  'sub/cache/deep/b',
  'sub/deep/a.log',
  'sub/deep/er/a',
  'sub/deep/lost+found/x',
  'sub/[x]/a+b',
  'sub/grüße/a',
  'sub/with\nnewline.log',
  '- dash/a',
  '!',
];

function pathsOf(root: string, filters?: PathFilters): string[] {
  const filter = filters && new PathFilter(filters);
  return [
    ...walkSorted(
      Buffer.from(root).toString('latin1'),
      (path, isDirectory) => filter?.excludes(path, isDirectory) ?? false,
    ),
  ].map(({ path }) => path);
}

describe('PathFilter', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'filter-'));
    for (const file of FILES) {
      mkdirSync(join(dir, 'source', file, '..'), { recursive: true });
      writeFileSync(join(dir, 'source', file), '');
    }
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it.each<PathFilters>([
    { include: [], exclude: [] },
    { include: [], exclude: ['a'] },
    { include: [], exclude: ['/a'] },
    { include: [], exclude: ['*.log'] },
    { include: [], exclude: ['/*.log'] },
    { include: ['keep.log', 'a.log'], exclude: ['*.log'] },
    { include: [], exclude: ['cache'] },
    { include: [], exclude: ['cache/'] },
    { include: [], exclude: ['/cache/'] },
    { include: [], exclude: ['a/'] },
    { include: [], exclude: ['cache/*'] },
    { include: [], exclude: ['/cache/*'] },
    { include: ['/cache/', '/cache/keep/***'], exclude: ['/cache/*', '/sub/'] },
    { include: [], exclude: ['deep/a'] },
    { include: [], exclude: ['deep/*'] },
    { include: [], exclude: ['**/a'] },
    { include: [], exclude: ['**a'] },
    { include: [], exclude: ['sub/**/a'] },
    { include: [], exclude: ['/sub/**'] },
    { include: [], exclude: ['sub/***'] },
    { include: [], exclude: ['cache/***'] },
    { include: [], exclude: ['cache/**'] },
    { include: [], exclude: ['p/**'] },
    { include: [], exclude: ['?'] },
    { include: [], exclude: ['a.?og'] },
    { include: [], exclude: ['gr??e', 'gr????e'] },
    { include: [], exclude: ['grüße'] },
    { include: [], exclude: ['with*'] },
    { include: [], exclude: ['a+b'] },
    { include: [], exclude: ['- dash'] },
    { include: [], exclude: ['!'] },
    { include: ['*/', '*.log'], exclude: ['*'] },
    { include: ['lost+found'], exclude: ['b'] },
  ])('leaves out what rsync leaves out: %j', filters => {
    const target = join(dir, 'target');
    const { stderr, status } = spawnSync(
      'rsync',
      [
        '-r',
        ...filterArguments(filters),
        `${join(dir, 'source')}/`,
        `${target}/`,
      ],
      { encoding: 'utf8' },
    );
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const moved = pathsOf(target);
    rmSync(target, { recursive: true });
    expect(pathsOf(join(dir, 'source'), filters)).toEqual(moved);
  });
});
