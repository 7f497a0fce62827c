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

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MoverError } from '../errors/MoverError';
import type { Reporter } from '../output/Reporter';
import { gnuTar } from '../process/gnuTar';
import { findProgram } from '../process/findProgram';
import { isAlive } from '../process/isAlive';
import { killGroup } from '../process/killGroup';
import { sleep } from '../process/sleep';
import { startProcess } from '../process/startProcess';
import { requireVolume } from '../requireVolume';
import { parseAddress } from '../tunnel/address';
import { serverConfig } from '../tunnel/stunnelConfig';
import { tlsFiles } from '../tunnel/tlsFiles';
import type { MoverResult, MoverStatus } from '../types';
import { canReadAttributes } from '../verify/readAttributes';
import { prepareDevice } from '../blocks/prepareDevice';
import { serveDeviceScript } from '../blocks/serveDeviceScript';
import { answerManifest } from './answerManifest';
import { prepareVolume } from './prepareVolume';
import { requireEmpty } from './requireEmpty';
import { ReceiverLog } from './ReceiverLog';
import { DONE_FILE, serveScript } from './serveScript';

/** What ends a transfer wakes the receiver; it looks this often for what did not. */
const POLL_MS = 1000;
/** How long the last answer may take to reach the sender. */
const GOODBYE_MS = 3000;

/**
 * stunnel, which ends when we do, even if we are killed: our end of the pipe closes then, and rsync's connection with it.
 */
const STUNNEL_WITH_US =
  'exec 3<&0; { read -r _ <&3; kill -TERM 0; } & exec stunnel server.conf 3<&- </dev/null';

/** The arguments of `mover receive`. */
export interface ReceiveOptions {
  listen: string;
  dataDir: string;
  tlsDir: string;
  runDir: string;
  /** Seconds without a transfer after which the receiver gives up. */
  idleTimeout: number;
  noOwner: boolean;
  /** The volume is a raw device: `dataDir` is its path. */
  device: boolean;
  /** Refuse a volume that holds something already. */
  requireEmpty: boolean;
  signal: AbortSignal;
  reporter: Reporter;
}

async function readDone(
  file: string,
): Promise<{ status?: MoverStatus } | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Takes in one volume: listens until a sender says that it is finished.
 * @throws MoverError `CONFIG_INVALID`, `PERMISSION_DENIED`, `NO_SPACE`, `TARGET_READ_ONLY`, `TOOL_MISSING`,
 *   `TUNNEL_FAILED`, `IDLE_TIMEOUT`, `CANCELED`, `TARGET_VOLUME_EXISTS`
 */
export async function receive(
  options: ReceiveOptions,
): Promise<Omit<MoverResult, 'type' | 'time'>> {
  const { reporter, runDir, signal } = options;
  reporter.phase('starting');
  const listen = parseAddress(options.listen, '--listen');
  const tls = await tlsFiles(options.tlsDir);
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0 && !options.noOwner && !options.device) {
    reporter.log(
      'warn',
      `Running as uid ${uid}: files will belong to this user, whoever owns them on the source`,
    );
  }
  if (options.requireEmpty && !options.device) {
    await requireVolume(options.dataDir);
    await requireEmpty(options.dataDir, runDir);
  }
  const volume = options.device
    ? await prepareDevice(options.dataDir)
    : await prepareVolume(options.dataDir, runDir);
  const doneFile = join(runDir, DONE_FILE);
  await rm(doneFile, { force: true });
  const tar = gnuTar();
  const hello = {
    version: 1 as const,
    uid,
    gids: [
      ...new Set([process.getgid?.() ?? 0, ...(process.getgroups?.() ?? [])]),
    ],
    lacks: [
      ...volume.lacks,
      ...(options.noOwner ? (['owner', 'group'] as const) : []),
    ],
    nanoseconds: volume.nanoseconds,
    attributes: canReadAttributes(),
    dataDir: options.dataDir,
    archives: tar !== undefined,
    zstd: findProgram('zstd') !== undefined,
    device: volume.device,
  };
  await writeFile(
    join(runDir, 'serve.sh'),
    (options.device ? serveDeviceScript : serveScript)({
      dataDir: options.dataDir,
      hello,
      mover: [
        process.execPath,
        // as for rsync's connection: a third less memory, at the same speed
        '--max-semi-space-size=4',
        process.argv[1],
      ],
      tar,
    }),
    { mode: 0o600 },
  );
  await writeFile(
    join(runDir, 'server.conf'),
    serverConfig({ listen, tls, shell: '/bin/sh', script: 'serve.sh' }),
    { mode: 0o600 },
  );

  const sessions = new Set<number>();
  let sessionCount = 0;
  let lastActivity = Date.now();
  let wake = () => {};
  const log = new ReceiverLog({
    onListening: () => reporter.phase('listening'),
    onSession: pid => {
      sessionCount += 1;
      sessions.add(pid);
      lastActivity = Date.now();
      reporter.phase('receiving');
    },
    onManifest: pid => {
      sessions.add(pid);
      reporter.phase('verifying');
      if (!options.device) {
        void answerManifest({
          ...options,
          pid,
          onComplaint: message => reporter.log('warn', message),
        });
      }
    },
    onClosed: () => wake(),
    onComplaint: message => reporter.log('warn', message),
  });
  const stunnel = await startProcess({
    command: '/bin/sh',
    args: ['-c', STUNNEL_WITH_US],
    cwd: runDir,
    stdin: 'pipe',
    signal,
    onStderr: chunk => log.push(chunk),
  });
  let stunnelEnded = false;
  stunnel.exited.then(() => {
    stunnelEnded = true;
    wake();
  });

  try {
    for (;;) {
      // from here on, not only while it sleeps: what comes meanwhile must not wait for the next look
      const early = new AbortController();
      wake = () => early.abort();
      if (signal.aborted) {
        throw new MoverError({
          code: 'CANCELED',
          message: 'The receiver was told to end (SIGTERM)',
          hint: 'The pod was deleted or evicted. What has arrived stays, and a new transfer goes on from there.',
          retryable: true,
        });
      }
      const done = await readDone(doneFile);
      if (done) {
        const deadline = Date.now() + GOODBYE_MS;
        while (
          log.openConnections > 0 &&
          Date.now() < deadline &&
          !signal.aborted
        ) {
          await sleep(50, signal);
        }
        return {
          status: 'succeeded',
          exitCode: 0,
          result: { sessions: sessionCount, senderStatus: done.status },
        };
      }
      if (stunnelEnded) {
        const cause = log.recent.join('; ') || 'it gave no reason';
        throw new MoverError({
          code: 'TUNNEL_FAILED',
          message: `The TLS server on ${options.listen} ended: ${cause}`,
          hint: /in use/.test(cause)
            ? 'The port is taken: use another one in --listen.'
            : 'Check --listen and the certificates in --tls.',
        });
      }
      sessions.forEach(pid => isAlive(pid) || sessions.delete(pid));
      if (sessions.size > 0) {
        lastActivity = Date.now();
      } else if (Date.now() - lastActivity > options.idleTimeout * 1000) {
        throw new MoverError({
          code: 'IDLE_TIMEOUT',
          message: `No sender was connected for ${options.idleTimeout} s${
            log.recent.length
              ? `; the last complaint was: ${log.recent[log.recent.length - 1]}`
              : ''
          }`,
          hint: 'Check that the sender’s pod runs, and that its cluster reaches the endpoint of this receiver.',
          retryable: true,
        });
      }
      await sleep(POLL_MS, AbortSignal.any([signal, early.signal]));
    }
  } finally {
    sessions.forEach(pid => isAlive(pid) && killGroup(pid, 'SIGTERM'));
    await stunnel.stop();
    const deadline = Date.now() + 2000;
    while ([...sessions].some(isAlive) && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    sessions.forEach(pid => isAlive(pid) && killGroup(pid, 'SIGKILL'));
    await volume
      .tidy()
      .catch(error =>
        reporter.log(
          'warn',
          `Temporary files stay on the volume: ${error.message}`,
        ),
      );
  }
}
