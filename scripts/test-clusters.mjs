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
  root,
  underRightNode,
} from './lib/setup.mjs';
import { buildPrograms } from './lib/build.mjs';
import { Tally } from './lib/tally.mjs';

await main(async () => {
  const elsewhere = await underRightNode();
  if (elsewhere !== undefined) return elsewhere;
  await installDependencies();
  await installPrograms(['rsync', 'stunnel4', 'zstd']);
  await buildPrograms();

  const { clustersForTests } = await import(
    '../test/e2e/lib/clustersForTests.mjs'
  );
  const { env, stop } = await clustersForTests({ step });
  const tally = new Tally();
  const files = readdirSync(join(root, 'test/e2e'))
    .filter(name => name.endsWith('.test.mjs'))
    .sort()
    .map(name => `test/e2e/${name}`);
  await tally.nodeTest('real clusters', files, { cwd: root, env });
  await tally.jest(
    'conformance: what is asserted of the sandbox, of a real API server',
    [
      join(root, 'node_modules/.bin/backstage-cli'),
      'package',
      'test',
      '--watch=false',
      'src/conformance',
    ],
    {
      cwd: join(root, 'packages/sandbox-cluster'),
      env: {
        CI: 'true',
        FORCE_COLOR: '0',
        SANDBOX_CONFORMANCE_KUBECONFIG: env.EAST_KUBECONFIG,
      },
    },
  );
  await stop();
  step('done');
  return tally.close();
});
