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

import {
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory from 'knex';
import { freePort } from '../../../../scripts/lib/freePort.mjs';
import { endGroup, start } from '../../../../scripts/lib/run.mjs';
import { root } from '../../../../scripts/lib/setup.mjs';
import { catalogEntities } from './catalog.mjs';

const READY_MS = 180_000;
const PLUGIN = 'direct-migration';

/** The backend of the demo portal with its own database, and what the demo does not have: a large catalog, no clusters. */
export class BenchPortal {
  #token;

  /**
   * @param {{ postgres?: string, config?: object }} options - `postgres`: address of a server, SQLite without it; `config`:
   *   further keys, which count before these here
   */
  constructor({ postgres, config } = {}) {
    this.postgres = postgres;
    this.config = config;
    this.directory = mkdtempSync(join(tmpdir(), 'bench-portal-'));
    mkdirSync(join(this.directory, 'db'));
    const catalog = join(this.directory, 'catalog.yaml');
    writeFileSync(
      catalog,
      catalogEntities()
        .map(entity => JSON.stringify(entity))
        .join('\n---\n'),
    );
    this.catalog = catalog;
  }

  #writeConfig() {
    const base = `http://localhost:${this.port}`;
    const file = join(this.directory, 'app-config.json');
    writeFileSync(
      file,
      JSON.stringify({
        app: { baseUrl: base },
        backend: {
          baseUrl: base,
          listen: { port: this.port, host: '127.0.0.1' },
          database: this.postgres
            ? { client: 'pg', connection: this.postgres, prefix: 'bench_' }
            : {
                client: 'better-sqlite3',
                connection: { directory: join(this.directory, 'db') },
              },
        },
        auth: {
          providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
        },
        catalog: {
          rules: [{ allow: ['Resource', 'Component', 'Group', 'User'] }],
          locations: [{ type: 'file', target: this.catalog }],
        },
        directMigration: { moverImage: 'mover.invalid/mover:bench' },
        ...this.config,
      }),
    );
    return file;
  }

  /** Resolves when all of it answers. */
  async start() {
    this.port = await freePort();
    this.url = `http://localhost:${this.port}`;
    this.#token = undefined;
    const log = openSync(join(this.directory, 'backend.log'), 'a');
    this.child = start(
      [
        process.execPath,
        '--require',
        join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
        'src/index.ts',
        '--config',
        join(root, 'app-config.yaml'),
        '--config',
        this.#writeConfig(),
      ],
      {
        cwd: join(root, 'packages/backend'),
        env: { NODE_ENV: 'development' },
        stdio: ['ignore', log, log],
      },
    );
    this.ended = new Promise(done => this.child.once('close', done));
    let ended = false;
    void this.ended.then(() => {
      ended = true;
    });
    const deadline = Date.now() + READY_MS;
    for (;;) {
      try {
        // Every plugin has started, the one that serves the pages too.
        if ((await fetch(`${this.url}/.backstage/health/v1/readiness`)).ok)
          return;
        throw new Error('not ready');
      } catch (error) {
        if (ended || Date.now() > deadline)
          throw new Error(
            `The backend does not answer: ${error.message}\n${this.log()}`,
          );
      }
      await new Promise(done => setTimeout(done, 300));
    }
  }

  log() {
    return readFileSync(join(this.directory, 'backend.log'), 'utf8').slice(
      -4000,
    );
  }

  async stop() {
    endGroup(this.child, 'SIGINT');
    const late = setTimeout(() => endGroup(this.child, 'SIGKILL'), 20_000);
    await this.ended;
    clearTimeout(late);
  }

  /** The plugin's own database; only while the backend is stopped. */
  async withDatabase(use) {
    const knex = knexFactory(
      this.postgres
        ? {
            client: 'pg',
            connection: {
              connectionString: Object.assign(new URL(this.postgres), {
                pathname: `/bench_${PLUGIN}`,
              }).href,
            },
          }
        : {
            client: 'better-sqlite3',
            connection: {
              filename: join(this.directory, 'db', `${PLUGIN}.sqlite`),
            },
            useNullAsDefault: true,
          },
    );
    try {
      return await use(knex);
    } finally {
      await knex.destroy();
    }
  }

  /** What the REST API answers, and how many milliseconds until all of it was there. */
  async get(path) {
    this.#token ??= await this.#signIn();
    const begun = performance.now();
    const response = await fetch(`${this.url}/api/${PLUGIN}${path}`, {
      headers: { authorization: `Bearer ${this.#token}` },
    });
    const text = await response.text();
    const ms = performance.now() - begun;
    if (!response.ok)
      throw new Error(`GET ${path}: ${response.status} ${text.slice(0, 500)}`);
    return { ms, body: JSON.parse(text), bytes: text.length };
  }

  async #signIn() {
    const response = await fetch(`${this.url}/api/auth/guest/refresh`, {
      method: 'POST',
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    if (!response.ok) throw new Error(`sign-in: ${response.status}`);
    return (await response.json()).backstageIdentity.token;
  }

  close() {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
