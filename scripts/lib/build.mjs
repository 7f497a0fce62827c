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

import { join } from 'node:path';
import { run } from './run.mjs';
import { Stop } from './say.mjs';
import { onceFor, requireDisk, root } from './setup.mjs';

/** The program of the transfer pods, in one file. */
export async function buildPrograms() {
  await onceFor(
    'the mover',
    [
      'packages/mover/src',
      'packages/mover/scripts',
      'packages/registry-copier/src',
    ],
    'packages/mover/dist-bundle/mover.cjs',
    () =>
      must(
        [process.execPath, 'packages/mover/scripts/build-bundle.mjs'],
        'the mover',
      ),
  );
}

/** The portal's pages, as the backend serves them. */
export async function buildPortal() {
  requireDisk(1);
  await onceFor(
    'the portal (a minute or two)',
    [
      'packages/app/src',
      'packages/app/public',
      'plugins/direct-migration/src',
      'plugins/direct-migration-common/src',
      'plugins/scaffolder-module-direct-migration/src',
    ],
    'packages/app/dist/index.html',
    () =>
      must(
        [
          join(root, 'node_modules/.bin/backstage-cli'),
          'package',
          'build',
          '--config',
          join(root, 'app-config.yaml'),
        ],
        'the portal',
        'packages/app',
      ),
  );
}

async function must(command, what, folder = '.') {
  const { code, output } = await run(command, {
    cwd: join(root, folder),
    log: join(root, '.tools/build.log'),
    env: { NODE_OPTIONS: '--max-old-space-size=4096' },
  });
  if (code !== 0) {
    const line =
      output
        .split('\n')
        .reverse()
        .find(text => /error/i.test(text)) ?? output.trim().split('\n').pop();
    throw new Stop(
      `${what} could not be built: ${line?.trim()}. The whole log is in .tools/build.log.`,
    );
  }
}
