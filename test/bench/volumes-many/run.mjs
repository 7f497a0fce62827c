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
import { join } from 'node:path';

// What the small test of `npm test` does with 20 volumes, with as many as are asked for: run.mjs [volumes] [ms of a copy].
const [volumes = '200', copyMs = '25000'] = process.argv.slice(2);
const root = join(import.meta.dirname, '../../..');
const { status } = spawnSync(
  join(root, 'node_modules/.bin/backstage-cli'),
  ['package', 'test', '--watch=false', 'src/tests/manyVolumes'],
  {
    cwd: join(root, 'plugins/direct-migration-backend'),
    env: {
      ...process.env,
      CI: 'true',
      MANY_VOLUMES: volumes,
      MANY_COPY_MS: copyMs,
    },
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
