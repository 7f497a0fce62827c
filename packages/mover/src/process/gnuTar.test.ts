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

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gnuTar } from './gnuTar';

describe('gnuTar', () => {
  const { PATH } = process.env;
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tar-'));
    mkdirSync(join(dir, 'bin'));
    process.env.PATH = `${join(dir, 'none')}:${join(dir, 'bin')}`;
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(dir, { recursive: true, force: true });
  });

  const tarThatSays = (version: string, mode = 0o755) =>
    writeFileSync(join(dir, 'bin/tar'), `#!/bin/sh\necho '${version}'\n`, {
      mode,
    });

  it('is a path, which no shell takes for a program of its own', () => {
    tarThatSays('tar (GNU tar) 1.34');
    expect(gnuTar()).toBe(join(dir, 'bin/tar'));
  });

  it.each(['tar (busybox) 1.35.0', 'bsdtar 3.6.2 - libarchive 3.6.2'])(
    'is not %s, which lacks options',
    version => {
      tarThatSays(version);
      expect(gnuTar()).toBeUndefined();
    },
  );

  it('is nothing where there is none, or none that can be run', () => {
    expect(gnuTar()).toBeUndefined();
    tarThatSays('tar (GNU tar) 1.34', 0o644);
    expect(gnuTar()).toBeUndefined();
  });
});
