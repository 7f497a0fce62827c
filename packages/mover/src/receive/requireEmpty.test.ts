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
import { requireEmpty } from './requireEmpty';

describe('requireEmpty', () => {
  let dir: string;
  let run: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'empty-'));
    run = mkdtempSync(join(tmpdir(), 'empty-run-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true, force: true });
    rmSync(run, { recursive: true, force: true });
  });

  it('takes what a new file system has for nothing, and what came since for ours', async () => {
    mkdirSync(join(dir, 'lost+found'));
    await expect(requireEmpty(dir, run)).resolves.toBeUndefined();
    writeFileSync(join(dir, 'copied'), '');
    await expect(requireEmpty(dir, run)).resolves.toBeUndefined();
  });

  it('refuses what is there, by name', async () => {
    writeFileSync(join(dir, '.hidden'), '');
    await expect(requireEmpty(dir, run)).rejects.toMatchObject({
      code: 'TARGET_VOLUME_EXISTS',
      message: expect.stringContaining('it holds ".hidden"'),
    });
    writeFileSync(join(dir, 'more'), '');
    await expect(requireEmpty(dir, run)).rejects.toThrow(/and 1 more$/);
  });
});
