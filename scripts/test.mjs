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

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { main, step } from './lib/say.mjs';
import {
  installDependencies,
  installPrograms,
  requireDisk,
  root,
  underRightNode,
} from './lib/setup.mjs';
import { buildPortal, buildPrograms } from './lib/build.mjs';
import { Tally } from './lib/tally.mjs';
import { withDemo } from './lib/withDemo.mjs';

await main(async () => {
  const elsewhere = await underRightNode();
  if (elsewhere !== undefined) return elsewhere;
  await installDependencies();
  await installPrograms([
    'rsync',
    'stunnel4',
    'zstd',
    'getfattr',
    'setfacl',
    'docker-registry',
    'chromium',
  ]);
  requireDisk(2);
  await buildPrograms();

  const tally = new Tally();
  const cwd = root;
  const bin = name => join(root, 'node_modules/.bin', name);
  // Backstage's test helpers would start databases in Docker where CI is set.
  const env = {
    CI: 'true',
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    FORCE_COLOR: '0',
    TZ: 'UTC',
  };

  await tally.check(
    'format',
    [bin('prettier'), '--check', '--loglevel', 'warn', '.'],
    { cwd },
  );
  await tally.check(
    'generated code',
    [
      process.execPath,
      'plugins/direct-migration-common/scripts/generate.mjs',
      '--check',
    ],
    { cwd },
  );
  await tally.check('types', [bin('tsc'), '--incremental', 'false'], {
    cwd,
    env: { NODE_OPTIONS: '--max-old-space-size=6144' },
  });
  await tally.check(
    'API reports',
    [
      bin('backstage-repo-tools'),
      'api-reports',
      '--ci',
      '-o',
      'ae-wrong-input-file-type,ae-undocumented',
      '--validate-release-tags',
      'plugins/*',
      'packages/registry-copier',
      'packages/mover',
    ],
    { cwd, env },
  );
  await tally.check(
    'lint',
    [bin('backstage-cli'), 'repo', 'lint', '--max-warnings', '0'],
    { cwd, env },
  );
  await tally.check(
    'package metadata',
    [bin('backstage-cli'), 'repo', 'fix', '--check', '--publish'],
    { cwd, env },
  );
  await tally.check(
    'configuration',
    [
      bin('backstage-cli'),
      'config:check',
      '--lax',
      '--config',
      'app-config.yaml',
    ],
    { cwd, env },
  );

  await tally.jest(
    'unit and integration tests',
    [
      process.execPath,
      'scripts/with-postgres.mjs',
      bin('backstage-cli'),
      'repo',
      'test',
      '--maxWorkers=2',
      '--workerIdleMemoryLimit=1.5GB',
    ],
    { cwd, env },
  );
  await tally.nodeTest(
    'bench of images, tiny',
    ['test/bench/images/smoke.test.mjs'],
    { cwd, env },
  );
  await buildPortal();
  const browserTests = readdirSync(join(root, 'test/browser'))
    .filter(name => name.endsWith('.test.mjs'))
    .sort()
    .map(name => `test/browser/${name}`);
  try {
    await withDemo(address =>
      tally.nodeTest('browser', browserTests, {
        cwd,
        env: { ...env, BASE_URL: address },
      }),
    );
  } catch (error) {
    process.stdout.write(`${error.message}\n`);
    tally.add('browser', { failed: 1 });
  }
  step('done');
  return tally.close();
});
