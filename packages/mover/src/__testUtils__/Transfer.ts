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

import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MoverProcess } from './MoverProcess';
import { testCertificates } from './testCertificates';

export const SERVER_NAME = 'receiver.test';

/** A port that was free just now. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) =>
    server.once('error', fail).listen(0, host, done),
  );
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}

/** Bundles the mover as the image has it. */
export function buildBundle(dir: string): string {
  const bundle = join(dir, 'mover.cjs');
  execFileSync(
    process.execPath,
    [resolve(__dirname, '../../scripts/build-bundle.mjs'), bundle],
    { stdio: 'inherit' },
  );
  return bundle;
}

/** Folders, certificates and processes of one volume transfer on this machine. */
export class Transfer {
  readonly dir = mkdtempSync(join(tmpdir(), 'mover-'));
  source = join(this.dir, 'source');
  target = join(this.dir, 'target');
  port = 0;
  host = '127.0.0.1';
  tls = { server: '', client: '' };
  private readonly bundle: string;
  private readonly processes: MoverProcess[] = [];
  private runs = 0;

  private constructor(bundle: string) {
    this.bundle = bundle;
    mkdirSync(this.source);
    mkdirSync(this.target);
  }

  static async create(bundle: string): Promise<Transfer> {
    const transfer = new Transfer(bundle);
    transfer.port = await freePort();
    transfer.tls = await testCertificates(join(transfer.dir, 'tls'), {
      serverName: SERVER_NAME,
    });
    return transfer;
  }

  private run(kind: string): { run: string; termination: string } {
    this.runs += 1;
    const run = join(this.dir, `run-${kind}-${this.runs}`);
    mkdirSync(run);
    return { run, termination: join(this.dir, `termination-${kind}`) };
  }

  receive(
    extra: string[] = [],
    options: { env?: NodeJS.ProcessEnv } = {},
  ): MoverProcess {
    const { run, termination } = this.run('receive');
    return this.start(
      [
        'receive',
        ...[
          '--listen',
          `${this.host.includes(':') ? `[${this.host}]` : this.host}:${
            this.port
          }`,
        ],
        ...[
          '--data',
          this.target,
          '--tls',
          this.tls.server,
          '--run',
          run,
          '--termination-log',
          termination,
        ],
        ...extra,
      ],
      options,
    );
  }

  send(
    extra: string[] = [],
    options: { env?: NodeJS.ProcessEnv } = {},
  ): MoverProcess {
    const { run, termination } = this.run('send');
    return this.start(
      [
        'send',
        ...[
          '--connect',
          `${this.host.includes(':') ? `[${this.host}]` : this.host}:${
            this.port
          }`,
        ],
        ...['--server-name', SERVER_NAME, '--retry-delay', '20'],
        ...[
          '--data',
          this.source,
          '--tls',
          this.tls.client,
          '--run',
          run,
          '--termination-log',
          termination,
        ],
        ...extra,
      ],
      options,
    );
  }

  start(
    args: string[],
    options: { env?: NodeJS.ProcessEnv; uid?: number; gid?: number } = {},
  ): MoverProcess {
    const mover = new MoverProcess(this.bundle, args, options);
    this.processes.push(mover);
    return mover;
  }

  terminationMessage(kind: 'send' | 'receive'): { text: string; json: any } {
    const text = readFileSync(join(this.dir, `termination-${kind}`), 'utf8');
    return { text, json: JSON.parse(text) };
  }

  /** Processes on this machine that were started for this transfer, by their command lines and folders. */
  leftovers(): string[] {
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
      .flatMap(pid => {
        try {
          const commandLine = readFileSync(
            `/proc/${pid}/cmdline`,
            'utf8',
          ).replace(/\0/g, ' ');
          const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
          return `${commandLine}${environment}`.includes(this.dir)
            ? [`${pid} ${commandLine}`]
            : [];
        } catch {
          return [];
        }
      });
  }

  async dispose(): Promise<void> {
    await Promise.all(this.processes.map(mover => mover.kill()));
    for (const line of this.leftovers()) {
      try {
        process.kill(Number(line.split(' ')[0]), 'SIGKILL');
      } catch {
        // it ended meanwhile
      }
    }
    if (existsSync(this.dir)) {
      rmSync(this.dir, { recursive: true, force: true });
    }
  }
}
