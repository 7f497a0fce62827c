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

import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../../scripts/lib/setup.mjs';
import { run } from '../../../scripts/lib/run.mjs';

test('the bench of images runs, and both programs bring all content to the target', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'smoke-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  // skopeo may run as another user.
  chmodSync(folder, 0o755);
  const { code, output } = await run(
    [
      process.execPath,
      'scripts/bench-images.mjs',
      '--scale',
      '0.001',
      '--runs',
      '1',
      '--folder',
      folder,
    ],
    { cwd: root, timeoutMs: 300_000 },
  );
  // Whether bars are held says nothing at this size, but a copy that is not equal ends the bench before its tables.
  assert.ok([0, 1].includes(code), output);
  for (const measure of [
    'first copy',
    'second copy',
    'first copy, 20 ms',
    'second copy, 20 ms',
    'one 4 GB layer',
  ])
    for (const program of ['registry-copier', 'skopeo'])
      assert.match(
        output,
        new RegExp(`^\\| ${measure} +\\| ${program} +\\| 1 `, 'm'),
        output,
      );
  assert.match(output, /^\| plan of 2 tags, 10 ms/m);
  assert.match(output, /^\| requests for each blob and registry .* held +\|$/m);
  assert.deepEqual(readdirSync(folder), []);
});

test('the bench of images refuses what it does not know', async () => {
  for (const [args, message] of [
    [['--only', 'delayed,all'], '--only: all is none of'],
    [['--scale', '0'], '--scale: above 0'],
    [['--runs', '1.5'], '--runs: a whole number'],
  ]) {
    const { code, output } = await run(
      [process.execPath, 'scripts/bench-images.mjs', ...args],
      { cwd: root, timeoutMs: 60_000 },
    );
    assert.equal(code, 1);
    assert.match(output, new RegExp(message));
  }
});
