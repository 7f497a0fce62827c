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

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegistryClient } from '../client/RegistryClient';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** Debian's `docker-registry`, a process of its own with an empty storage, over plain HTTP. */
export class DockerRegistry {
  private constructor(
    /** `host:port` */
    readonly host: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @throws when the program is not installed or does not answer */
  static async start(): Promise<DockerRegistry> {
    const folder = await mkdtemp(join(tmpdir(), 'docker-registry-'));
    const host = `127.0.0.1:${await freePort()}`;
    const config = join(folder, 'config.yml');
    await writeFile(
      config,
      JSON.stringify({
        version: '0.1',
        log: { level: 'error', accesslog: { disabled: true } },
        storage: {
          filesystem: { rootdirectory: join(folder, 'data') },
          maintenance: { uploadpurging: { enabled: false } },
        },
        http: { addr: host, secret: 'not used by anybody else' },
      }),
    );
    const child = spawn('docker-registry', ['serve', config], {
      stdio: 'ignore',
    });
    const failed = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', code =>
        reject(new Error(`docker-registry ended with code ${code}`)),
      );
    });
    const registry = new DockerRegistry(host, child, folder);
    const client = registry.client();
    try {
      await Promise.race([client.ping(), failed]);
    } catch (error) {
      await registry.stop();
      throw error;
    } finally {
      failed.catch(() => {});
      await client.close();
    }
    return registry;
  }

  /** A client that tries patiently. */
  client(): RegistryClient {
    return new RegistryClient({
      host: this.host,
      config: { insecureHttp: true },
      retry: { attempts: 200, baseDelayMs: 50, maxDelayMs: 200 },
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.pid) {
      const ended = new Promise(resolve => this.child.once('close', resolve));
      this.child.kill('SIGKILL');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
