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

import { ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hash } from 'bcryptjs';
import { stringify } from 'yaml';
import { CertificateAuthority } from '../pki/CertificateAuthority';
import { ProcessGuardian } from '../runtime/ProcessGuardian';
import { SandboxRegistryOptions } from '../SandboxClusterOptions';

const START_DEADLINE_MS = 30_000;

/**
 * A `docker-registry` process with TLS and a password.
 * @internal
 */
export class SandboxRegistry {
  readonly access: {
    host: string;
    caPem: string;
    username: string;
    password: string;
  };
  readonly #child: ChildProcess;
  readonly #guardian: ProcessGuardian;

  private constructor(options: {
    access: SandboxRegistry['access'];
    child: ChildProcess;
    guardian: ProcessGuardian;
  }) {
    this.access = options.access;
    this.#child = options.child;
    this.#guardian = options.guardian;
  }

  /** Rejects when the program is missing, or does not answer within 30 s. */
  static async start(
    options: SandboxRegistryOptions & {
      directory: string;
      host: string;
      names: string[];
      ca: CertificateAuthority;
    },
  ): Promise<SandboxRegistry> {
    const { directory, host, ca } = options;
    await mkdir(join(directory, 'data'), { recursive: true, mode: 0o700 });
    const port = options.port || (await freePort(host));
    const username = options.username ?? 'sandbox';
    const password =
      options.password ?? (await keptPassword(join(directory, 'password')));
    const pair = await ca.issue([host, ...options.names]);
    const file = (name: string) => join(directory, name);
    await writeFile(file('tls.crt'), pair.cert);
    await writeFile(file('tls.key'), pair.key, { mode: 0o600 });
    await writeFile(
      file('htpasswd'),
      `${username}:${(await hash(password, 6)).replace(/^\$2b/, '$2y')}\n`,
      { mode: 0o600 },
    );
    const config = {
      version: '0.1',
      log: { level: 'warn', accesslog: { disabled: true } },
      storage: {
        filesystem: { rootdirectory: file('data') },
        delete: { enabled: true },
        maintenance: { uploadpurging: { enabled: false } },
      },
      http: {
        addr: `${host}:${port}`,
        secret: randomBytes(16).toString('hex'),
        tls: { certificate: file('tls.crt'), key: file('tls.key') },
      },
      auth: { htpasswd: { realm: 'sandbox', path: file('htpasswd') } },
    };
    await writeFile(file('config.yml'), stringify(config), { mode: 0o600 });
    const log = createWriteStream(file('registry.log'), { flags: 'a' });
    const guardian = new ProcessGuardian();
    const child = spawn(
      options.program ?? 'docker-registry',
      ['serve', file('config.yml')],
      { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    );
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    child.once('close', () => log.end());
    const registry = new SandboxRegistry({
      access: { host: `${host}:${port}`, caPem: ca.caPem, username, password },
      child,
      guardian,
    });
    await registry.#waitUntilReady(file('registry.log'));
    return registry;
  }

  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid && exitCode === null && signalCode === null) {
      const ended = new Promise<void>(resolve =>
        this.#child.once('close', () => resolve()),
      );
      this.#child.kill('SIGTERM');
      const timer = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(timer);
    }
    await this.#guardian.stop();
  }

  async #waitUntilReady(logFile: string): Promise<void> {
    let failure: Error | undefined;
    this.#child.once('error', error => {
      failure = error;
    });
    this.#child.once('exit', code => {
      failure ??= new Error(`it ended with code ${code}`);
    });
    this.#guardian.start();
    if (this.#child.pid) this.#guardian.add(this.#child.pid);
    const deadline = Date.now() + START_DEADLINE_MS;
    while (!failure && Date.now() < deadline) {
      if (await this.#answers()) {
        return;
      }
      await delay(50);
    }
    await this.stop();
    const log = await readFile(logFile, 'utf8').catch(() => '');
    throw new Error(
      `The registry did not start at ${this.access.host}: ${
        failure?.message ?? 'it does not answer'
      }. Debian's package docker-registry provides the program. ${log.slice(
        -500,
      )}`,
    );
  }

  /** Without a password it answers 401, which is an answer. */
  async #answers(): Promise<boolean> {
    const { host, caPem } = this.access;
    return new Promise(resolve => {
      const request = get(
        `https://${host}/v2/`,
        { ca: caPem, agent: false, timeout: 2000 },
        response => {
          response.resume();
          resolve(response.statusCode === 401);
        },
      );
      request.once('timeout', () => request.destroy());
      request.once('error', () => resolve(false));
    });
  }
}

async function keptPassword(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept) {
    return kept.trim();
  }
  const password = randomBytes(12).toString('hex');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

async function freePort(host: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>(resolve => server.close(() => resolve()));
  return port;
}
