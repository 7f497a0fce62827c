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
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../../scripts/lib/freePort.mjs';
import { endGroup, start } from '../../../../scripts/lib/run.mjs';
import { Stop } from '../../../../scripts/lib/say.mjs';
import { find } from '../../../../scripts/lib/setup.mjs';

export const USERNAME = 'bench';
export const PASSWORD = 'bench-only';

// Of PASSWORD, at bcrypt's lowest cost: every request pays for it, and what is measured is copying.
const HTPASSWD = `${USERNAME}:$2b$04$abcdefghijklmnopqrstuuUZ5vUehmg5aB0lBw.L0WOYSlBD5O.Ua\n`;

const START_TIMEOUT_MS = 20_000;

/** A `docker-registry` process with TLS and a password, whose storage is a folder. */
export class Registry {
  #child;
  #log;
  #configuration;

  /** @param {{name: string, folder: string, certificate: {cert: string, key: string}}} options */
  static async create({ name, folder, certificate }) {
    const registry = new Registry();
    registry.name = name;
    registry.storage = join(folder, 'storage');
    registry.port = await freePort();
    registry.host = `127.0.0.1:${registry.port}`;
    mkdirSync(registry.storage, { recursive: true });
    const file = (path, text) => {
      writeFileSync(join(folder, path), text);
      chmodSync(join(folder, path), 0o600);
      return join(folder, path);
    };
    registry.#log = join(folder, 'access.log');
    registry.#configuration = file(
      'config.yml',
      JSON.stringify({
        version: 0.1,
        log: { level: 'error', accesslog: { disabled: false } },
        storage: {
          filesystem: { rootdirectory: registry.storage },
          cache: { blobdescriptor: 'inmemory' },
          maintenance: { uploadpurging: { enabled: false } },
        },
        auth: {
          htpasswd: { realm: 'bench', path: file('htpasswd', HTPASSWD) },
        },
        http: {
          addr: registry.host,
          secret: 'bench-only',
          tls: {
            certificate: file('tls.crt', certificate.cert),
            key: file('tls.key', certificate.key),
          },
        },
      }),
    );
    return registry;
  }

  get pid() {
    return this.#child.pid;
  }

  async start() {
    const program = find('docker-registry');
    const log = openSync(this.#log, 'a');
    this.#child = start([program, 'serve', this.#configuration], {
      stdio: ['ignore', log, log],
      env: { OTEL_TRACES_EXPORTER: 'none' },
    });
    closeSync(log);
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await this.#answers())) {
      if (this.#child.exitCode !== null || Date.now() > deadline)
        throw new Stop(
          `docker-registry did not start: ${readFileSync(
            this.#log,
            'utf8',
          ).slice(-500)}`,
        );
      await sleep(20);
    }
  }

  async stop() {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise(resolve => child.once('exit', resolve));
    endGroup(child, 'SIGKILL');
    await ended;
  }

  /** Starts it anew without content; it remembers what it had. */
  async empty() {
    await this.stop();
    rmSync(this.storage, { recursive: true, force: true });
    mkdirSync(this.storage, { recursive: true });
    await this.start();
  }

  /** The requests since the last call, as `{ method, path, status }`. */
  takeRequests() {
    if (!existsSync(this.#log)) return [];
    const text = readFileSync(this.#log, 'utf8');
    truncateSync(this.#log);
    return [...text.matchAll(/"([A-Z]+) (\S+) HTTP\/[\d.]+" (\d{3})/g)].map(
      ([, method, path, status]) => ({ method, path, status: Number(status) }),
    );
  }

  #answers() {
    return new Promise(resolve => {
      const socket = connect(this.port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
  }
}
