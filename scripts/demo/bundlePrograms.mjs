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

import { build } from 'esbuild';
import { join } from 'node:path';

/**
 * Bundles what the demo runs outside the portal, so that it starts without the workspace's TypeScript loader.
 *
 * @param {{ root: string, directory: string }} options
 * @returns {Promise<{ sandboxFile: string, moverFile: string }>}
 */
export async function bundlePrograms(options) {
  const { root, directory } = options;
  const sandboxFile = join(directory, 'programs/sandbox.cjs');
  const moverFile = join(directory, 'programs/mover.cjs');
  const common = {
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    logLevel: 'error',
    legalComments: 'none',
  };
  await Promise.all([
    build({
      ...common,
      entryPoints: [join(root, 'packages/sandbox-cluster/src/index.ts')],
      outfile: sandboxFile,
    }),
    build({
      ...common,
      entryPoints: [join(root, 'packages/mover/src/main.ts')],
      outfile: moverFile,
    }),
  ]);
  return { sandboxFile, moverFile };
}
