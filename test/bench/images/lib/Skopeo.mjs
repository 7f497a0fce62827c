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

import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { find } from '../../../../scripts/lib/setup.mjs';
import { PASSWORD, USERNAME } from './Registry.mjs';
import { runTool } from './runTool.mjs';

/** Root's cache of where blobs lie is the machine's own; as another user, skopeo has one that can be made afresh. */
const NOBODY = 65534;

/** skopeo with the same credentials and CA as the copier, and a fresh cache for each run. */
export class Skopeo {
  name = 'skopeo';
  #program;
  #folder;
  #user;

  static async create({ folder, ca }) {
    const skopeo = new Skopeo();
    skopeo.#program = find('skopeo');
    skopeo.#folder = join(folder, 'skopeo');
    skopeo.#user = process.getuid() === 0 ? NOBODY : undefined;
    mkdirSync(join(skopeo.#folder, 'certificates'), { recursive: true });
    writeFileSync(join(skopeo.#folder, 'certificates/ca.crt'), ca);
    const { output } = await runTool({ command: [skopeo.#program, '-v'] });
    skopeo.version = output.trim().replace(/^skopeo version /, '');
    return skopeo;
  }

  /** Copies as `skopeo sync` does, all that the job names in one run. */
  async sync({ source, target, repositories }) {
    const list = join(this.#folder, 'sync.yaml');
    // JSON is YAML.
    writeFileSync(
      list,
      JSON.stringify({
        [source]: {
          images: repositories,
          credentials: { username: USERNAME, password: PASSWORD },
          'tls-verify': true,
          'cert-dir': this.#certificates,
        },
      }),
    );
    return await this.#run([
      'sync',
      '--src',
      'yaml',
      '--dest',
      'docker',
      ...this.#of('dest'),
      list,
      `${target}/copy`,
    ]);
  }

  /** Copies one image as `skopeo copy` does. */
  async copy({ source, target, repositories }) {
    const [[repository, [tag]]] = Object.entries(repositories);
    return await this.#run([
      'copy',
      ...this.#of('src'),
      ...this.#of('dest'),
      `docker://${source}/${repository}:${tag}`,
      `docker://${target}/${repository.replace(/^bench/, 'copy')}:${tag}`,
    ]);
  }

  get #certificates() {
    return join(this.#folder, 'certificates');
  }

  #of(side) {
    return [
      `--${side}-cert-dir`,
      this.#certificates,
      `--${side}-creds`,
      `${USERNAME}:${PASSWORD}`,
    ];
  }

  async #run(args) {
    const home = join(this.#folder, 'home');
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home);
    if (this.#user) chownSync(home, this.#user, this.#user);
    return await runTool({
      command: [this.#program, '--insecure-policy', ...args],
      user: this.#user,
      env: {
        HOME: home,
        XDG_DATA_HOME: home,
        XDG_RUNTIME_DIR: home,
        TMPDIR: home,
      },
    });
  }
}
