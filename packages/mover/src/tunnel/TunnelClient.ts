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
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { MoverError } from '../errors/MoverError';
import { LineSplitter } from '../process/LineSplitter';
import { startProcess } from '../process/startProcess';
import { stunnelAddress, type Address } from './address';
import { REMOTE_SHELL_COMMAND } from './remoteShellCommand';
import type { TunnelProxy } from './readProxy';
import { tryToConnect } from './tryToConnect';
import { clientConfig } from './stunnelConfig';
import type { TlsFiles } from './tlsFiles';
import type { TunnelFailure } from './tunnelFailure';
import { tunnelFailure } from './tunnelFailure';

/** How long one small request may take, connection included. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Where the receiver is and how both sides know each other. */
export interface TunnelClientOptions {
  connect: Address;
  serverName: string;
  tls: TlsFiles;
  runDir: string;
  proxy?: TunnelProxy;
  signal: AbortSignal;
}

/** The sender's way to the receiver: one TLS connection per request, each by a stunnel of its own. */
export class TunnelClient {
  private readonly options: TunnelClientOptions;
  private readonly logFile: string;
  /** Milliseconds that the newest connection took to open; `undefined` through a proxy, and when none has opened. */
  roundTripMs: number | undefined;

  private constructor(options: TunnelClientOptions) {
    this.options = options;
    this.logFile = join(options.runDir, 'client.log');
  }

  /** Writes the files that stunnel and rsync need into the scratch folder. */
  static async create(options: TunnelClientOptions): Promise<TunnelClient> {
    const client = new TunnelClient(options);
    const { connect, serverName, tls, proxy, runDir } = options;
    await writeFile(
      join(runDir, 'client.conf'),
      clientConfig({
        connect,
        serverName,
        tls,
        proxy,
        logFile: client.logFile,
      }),
      { mode: 0o600 },
    );
    return client;
  }

  /**
   * Whether nobody listens there, found out without a process and without TLS. A proxy is not asked.
   * @returns why not even a connection opens; `undefined` when one does, or when that says nothing
   */
  async nobodyThere(): Promise<TunnelFailure | undefined> {
    const { connect, proxy } = this.options;
    if (proxy) {
      return undefined;
    }
    const { ms, refused } = await tryToConnect(connect);
    this.roundTripMs = ms;
    return refused
      ? {
          kind: 'network',
          cause: `connect ${stunnelAddress(connect)}: Connection refused`,
        }
      : undefined;
  }

  /**
   * For rsync's `-e`: this program, as another process.
   * @param ioTimeout - seconds without a byte after which the connection counts as dead
   */
  remoteShell(ioTimeout: number): string {
    // rsync cuts at blanks, takes quotes, and a doubled quote for one
    return [
      process.execPath,
      // what it reads is garbage at once: a third less memory, at the same speed
      '--max-semi-space-size=1',
      process.argv[1],
      REMOTE_SHELL_COMMAND,
      String(ioTimeout),
    ]
      .map(word => `'${word.replace(/'/g, "''")}'`)
      .join(' ');
  }

  /** Forgets what stunnel complained about before. */
  async clearLog(): Promise<void> {
    await rm(this.logFile, { force: true });
  }

  /** What stunnel complained about in the newest connection. */
  async failure(): Promise<TunnelFailure | undefined> {
    return tunnelFailure(await readFile(this.logFile, 'utf8').catch(() => ''));
  }

  /**
   * Sends one line and returns the first line of the answer, or why there is none.
   * @throws MoverError `TOOL_MISSING`
   */
  async request(
    line: string,
    timeoutMs = REQUEST_TIMEOUT_MS,
  ): Promise<{ answer: string } | { failure: TunnelFailure }> {
    await this.clearLog();
    const timeout = AbortSignal.timeout(timeoutMs);
    let answer: string | undefined;
    let hangUp = () => {};
    const splitter = new LineSplitter({
      onLine: text => {
        answer ??= text;
        hangUp();
      },
    });
    let complaints = '';
    const stunnel = await startProcess({
      command: 'stunnel',
      args: ['client.conf'],
      cwd: this.options.runDir,
      stdin: 'pipe',
      signal: AbortSignal.any([this.options.signal, timeout]),
      onStdout: chunk => splitter.push(chunk),
      onStderr: chunk => {
        complaints += chunk.toString();
      },
    });
    hangUp = () => stunnel.stdin?.end();
    stunnel.stdin?.write(`${line}\n`);
    await stunnel.exited;
    if (answer !== undefined) {
      return { answer };
    }
    const failure = (await this.failure()) ?? tunnelFailure(complaints);
    const silence = timeout.aborted
      ? `no answer within ${Math.ceil(timeoutMs / 1000)} s`
      : 'the connection was closed without an answer';
    return { failure: failure ?? { kind: 'network', cause: silence } };
  }

  /**
   * Sends one line and returns all of the answer, as it is taken: who does not read slows the receiver down.
   * @param signal - ends the connection
   */
  async stream(
    line: string,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Buffer>> {
    return (await this.open(line, signal)).output;
  }

  /**
   * Sends one line and leaves the connection open in both directions.
   * @param signal - ends the connection
   */
  async open(
    line: string,
    signal: AbortSignal,
  ): Promise<{ input: Writable; output: Readable }> {
    await this.clearLog();
    const stunnel = spawn('stunnel', ['client.conf'], {
      cwd: this.options.runDir,
      stdio: ['pipe', 'pipe', 'ignore'],
      signal,
      killSignal: 'SIGKILL',
    });
    // the end of its output says it all
    stunnel.on('error', () => {});
    stunnel.stdin.on('error', () => {});
    stunnel.stdin.write(`${line}\n`);
    return { input: stunnel.stdin, output: stunnel.stdout };
  }
}

/** The error for a tunnel that one side refuses. */
export function authError(
  failure: TunnelFailure,
  serverName: string,
): MoverError {
  return new MoverError({
    code: 'AUTH_FAILED',
    message:
      failure.refused === 'client'
        ? `The receiver refuses the sender’s certificate: ${failure.cause}`
        : `What answers is not the receiver "${serverName}": ${failure.cause}`,
    hint:
      failure.refused === 'client'
        ? 'Both sides need certificates of the same CA that are valid now: start a new attempt, and check the clocks of both clusters.'
        : 'Something else answers at this address (a router’s default certificate, a proxy that opens TLS, an older receiver), or its certificate has expired. Check that the endpoint passes TLS through, and the clocks of both clusters.',
  });
}
