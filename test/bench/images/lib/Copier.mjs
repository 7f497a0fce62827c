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

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../../scripts/lib/setup.mjs';
import { PASSWORD, USERNAME } from './Registry.mjs';
import { runTool } from './runTool.mjs';

/** The registry copier's program, bundled into one file as it is in the image of the mover. */
export class Copier {
  name = 'registry-copier';
  #bundle;
  #folder;
  #ca;

  static async create({ folder, ca }) {
    const copier = new Copier();
    copier.#folder = join(folder, 'copier');
    copier.#ca = ca;
    copier.#bundle = join(copier.#folder, 'registry-copier.cjs');
    mkdirSync(copier.#folder, { recursive: true });
    await build({
      entryPoints: [join(root, 'packages/registry-copier/src/cli.ts')],
      outfile: copier.#bundle,
      bundle: true,
      platform: 'node',
      target: 'node22',
      format: 'cjs',
      legalComments: 'none',
      logLevel: 'warning',
    });
    copier.version = 'of this checkout';
    return copier;
  }

  /** @param {{source: string, target: string, repositories: Record<string, string[]>}} job hosts, and tags by repository */
  async copy(job) {
    return await this.#run('copy', job);
  }

  /** What {@link Copier.copy} would do. */
  async plan(job) {
    return await this.#run('plan', job);
  }

  async #run(command, { source, target, repositories }) {
    const registry = {
      ca: this.#ca,
      username: USERNAME,
      password: PASSWORD,
    };
    const config = join(this.#folder, 'config.json');
    writeFileSync(
      config,
      JSON.stringify({
        registries: { [source]: registry, [target]: registry },
        copies: Object.entries(repositories).map(([repository, tags]) => ({
          source: `${source}/${repository}`,
          target: `${target}/${repository.replace(/^bench/, 'copy')}`,
          tags,
        })),
      }),
      { mode: 0o600 },
    );
    const measured = await runTool({
      command: [process.execPath, this.#bundle, command, '--config', config],
    });
    const lines = measured.output.trim().split('\n');
    return { ...measured, result: lines.at(-1) };
  }
}
