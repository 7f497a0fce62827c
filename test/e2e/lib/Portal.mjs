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
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../scripts/lib/freePort.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The backend of the portal as its own process, against real clusters; can be killed and started again. */
export class Portal {
  /**
   * @param {{clusters: {entityName: string, server: string, caData: string, token: string, registry?: object, settings?: object}[], config?: object}} options
   */
  static async create(options) {
    const portal = new Portal();
    portal.directory = mkdtempSync(join(tmpdir(), 'portal-'));
    portal.port = await freePort();
    mkdirSync(join(portal.directory, 'db'));
    const entities = options.clusters.map(cluster => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: cluster.entityName,
        annotations: {
          'kubernetes.io/api-server': cluster.server,
          'kubernetes.io/api-server-certificate-authority': cluster.caData,
          'kubernetes.io/auth-provider': 'serviceAccount',
        },
      },
      spec: { type: 'kubernetes-cluster', owner: 'guests' },
    }));
    writeFileSync(
      join(portal.directory, 'catalog.yaml'),
      entities.map(entity => JSON.stringify(entity)).join('\n---\n'),
    );
    const clusters = options.clusters.map(cluster => {
      const file = join(portal.directory, `${cluster.entityName}.token`);
      if (cluster.token) writeFileSync(file, cluster.token, { mode: 0o600 });
      return {
        entityRef: `resource:default/${cluster.entityName}`,
        ...(cluster.token && { tokenFile: file }),
        ...(cluster.registry && { registry: cluster.registry }),
        ...cluster.settings,
      };
    });
    const base = `http://localhost:${portal.port}`;
    writeFileSync(
      join(portal.directory, 'app-config.json'),
      JSON.stringify({
        app: { baseUrl: base },
        backend: {
          baseUrl: base,
          listen: { port: portal.port, host: '127.0.0.1' },
          database: {
            client: 'better-sqlite3',
            connection: { directory: join(portal.directory, 'db') },
          },
        },
        auth: {
          providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
        },
        catalog: {
          rules: [
            {
              allow: [
                'Resource',
                'Component',
                'Group',
                'User',
                'Template',
                'System',
                'Location',
              ],
            },
          ],
          locations: [
            { type: 'file', target: join(portal.directory, 'catalog.yaml') },
          ],
        },
        directMigration: {
          moverImage: process.env.MOVER_IMAGE,
          dangerouslyAllowClusterUrls: options.clusters.map(
            cluster => new URL(cluster.server).hostname,
          ),
          worker: {
            leaseDuration: { seconds: 6 },
            pollInterval: { milliseconds: 500 },
          },
          clusters,
          ...options.config,
        },
      }),
    );
    await portal.start();
    return portal;
  }

  /** Resolves when the REST API answers and the catalog knows the clusters. */
  async start() {
    const log = openSync(join(this.directory, 'backend.log'), 'a');
    this.child = spawn(
      process.execPath,
      [
        '--require',
        join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
        'src/index.ts',
        '--config',
        join(root, 'app-config.yaml'),
        '--config',
        join(this.directory, 'app-config.json'),
      ],
      {
        cwd: join(root, 'packages/backend'),
        stdio: ['ignore', log, log],
        env: { ...process.env, NODE_ENV: 'development' },
      },
    );
    const ended = new Promise((_, reject) => {
      this.child.once('exit', code =>
        reject(
          new Error(
            `the backend ended with ${code}: ${this.log().slice(-4000)}`,
          ),
        ),
      );
    });
    ended.catch(() => {});
    await Promise.race([ended, this.#answers()]);
  }

  async #answers() {
    const end = Date.now() + 180_000;
    for (;;) {
      try {
        this.token = undefined;
        const { items } = await this.call('GET', '/clusters');
        if (items.length > 0) return;
      } catch {
        // Not yet.
      }
      if (Date.now() > end)
        throw new Error(
          `the backend does not answer: ${this.log().slice(-4000)}`,
        );
      await new Promise(resolve => setTimeout(resolve, 300));
    }
  }

  /** SIGKILL: nothing of it can tidy up. */
  async kill() {
    const gone = new Promise(resolve => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }

  async stop() {
    if (this.child?.exitCode === null && this.child.signalCode === null) {
      const gone = new Promise(resolve => this.child.once('exit', resolve));
      this.child.kill('SIGTERM');
      const timer = setTimeout(() => this.child.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(timer);
    }
    rmSync(this.directory, { recursive: true, force: true });
  }

  log() {
    return readFileSync(join(this.directory, 'backend.log'), 'utf8');
  }

  /** Every byte of the plugin's database. */
  databaseBytes() {
    const folder = join(this.directory, 'db');
    return readdirSync(folder)
      .filter(name => name.startsWith('direct-migration.'))
      .map(name => readFileSync(join(folder, name), 'latin1'))
      .join('');
  }

  /** One REST call as the guest. Failures are errors with `status` and the body's `error`. */
  async call(method, path, body) {
    this.token ??= await this.#signIn();
    const response = await fetch(
      `http://localhost:${this.port}/api/direct-migration${path}`,
      {
        method,
        headers: {
          authorization: `Bearer ${this.token}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
      },
    );
    const text = await response.text();
    const data = text ? JSON.parse(text) : undefined;
    if (!response.ok)
      throw Object.assign(
        new Error(
          `${method} ${path}: ${response.status} ${text.slice(0, 600)}`,
        ),
        { status: response.status, error: data?.error },
      );
    return data;
  }

  /** One GET whose answer is text. */
  async text(path) {
    this.token ??= await this.#signIn();
    const response = await fetch(
      `http://localhost:${this.port}/api/direct-migration${path}`,
      { headers: { authorization: `Bearer ${this.token}` } },
    );
    const text = await response.text();
    if (!response.ok)
      throw new Error(`GET ${path}: ${response.status} ${text.slice(0, 600)}`);
    return text;
  }

  async #signIn() {
    const response = await fetch(
      `http://localhost:${this.port}/api/auth/guest/refresh`,
      { method: 'POST', headers: { 'x-requested-with': 'XMLHttpRequest' } },
    );
    if (!response.ok) throw new Error(`sign-in: ${response.status}`);
    return (await response.json()).backstageIdentity.token;
  }

  /** Waits for a migration to end. The limit only keeps a broken test from waiting for ever. */
  async finished(id, { limitMs = 600_000, onProgress } = {}) {
    const end = Date.now() + limitMs;
    for (;;) {
      const migration = await this.call('GET', `/migrations/${id}`);
      onProgress?.(migration);
      if (
        ['succeeded', 'partiallyFailed', 'failed', 'canceled'].includes(
          migration.state,
        )
      )
        return migration;
      if (Date.now() > end)
        throw new Error(
          `migration ${id} does not end: ${JSON.stringify(migration)}`,
        );
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }

  /** Waits until a migration shows something. */
  async until(id, description, check, limitMs = 300_000) {
    const end = Date.now() + limitMs;
    for (;;) {
      const migration = await this.call('GET', `/migrations/${id}`);
      if (check(migration)) return migration;
      if (Date.now() > end)
        throw new Error(
          `migration ${id}: waited in vain for ${description}: ${JSON.stringify(
            migration,
          )}`,
        );
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }
}
