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

import { MoverError } from '../errors/MoverError';
import { sleep } from '../process/sleep';
import { backoff } from '../send/backoff';
import { connect } from '../send/connect';
import { sayGoodbye } from '../send/sayGoodbye';
import type { SendOptions } from '../send/send';
import { sendOutcome } from '../send/sendOutcome';
import { TransferProgress } from '../send/TransferProgress';
import { parseAddress } from '../tunnel/address';
import { readProxy } from '../tunnel/readProxy';
import { tlsFiles } from '../tunnel/tlsFiles';
import { authError, TunnelClient } from '../tunnel/TunnelClient';
import type { MoverResult, SendResult } from '../types';
import { blockCount, DIGEST_BYTES } from './blockProtocol';
import { StreamEndedError } from './ByteReader';
import { copyBlocks } from './copyBlocks';
import { openDevice, type Device } from './openDevice';
import { RateLimit } from './RateLimit';
import { requireDeviceOf } from './requireDeviceOf';
import { verifyBlocks } from './verifyBlocks';

/** A round that lasted longer than this was a success of its own: retries count anew. */
const LONG_ROUND_MS = 60_000;
const MAX_BACKOFF_MS = 60_000;

/** Runs one round after the other until one is not broken off. */
async function untilWhole<T>(
  options: SendOptions,
  tunnel: TunnelClient,
  round: () => Promise<T>,
): Promise<T> {
  const { reporter, signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    const startedAt = Date.now();
    try {
      return await round();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof StreamEndedError)) {
        throw error;
      }
      const failure = await tunnel.failure();
      if (failure?.kind === 'auth') {
        throw authError(failure, options.serverName);
      }
      const cause = failure?.cause ?? error.message;
      if (Date.now() - startedAt > LONG_ROUND_MS) {
        attempt = 1;
      }
      if (attempt > options.retries) {
        throw new MoverError({
          code: 'NETWORK',
          message: `The connection to ${options.connect} broke ${attempt} times, the last time: ${cause}`,
          hint: 'Check the network between the clusters and the receiver’s pod (its logs, restarts, memory). What has arrived is not sent again.',
          retryable: true,
        });
      }
      const wait = backoff(attempt, options.retryDelay, MAX_BACKOFF_MS);
      reporter.log(
        'warn',
        `The connection broke (${cause}); try ${attempt} of ${
          options.retries
        } follows in ${Math.round(wait)} ms`,
      );
      await sleep(wait, signal);
      signal.throwIfAborted();
    }
  }
}

/**
 * Sends one raw device: what differs from the receiver's, block by block.
 * @throws MoverError `CONFIG_INVALID`, `PERMISSION_DENIED`, `DEVICE_FAILED`, `TARGET_TOO_SMALL`, `TARGET_READ_ONLY`, `NO_SPACE`,
 *   `NETWORK`, `AUTH_FAILED`, `TOOL_MISSING`, `CANCELED`
 */
export async function sendBlocks(
  options: SendOptions,
): Promise<Omit<MoverResult, 'type' | 'time'>> {
  const { reporter, dataDir: path, signal, runDir } = options;
  reporter.phase('starting');
  const tunnel = await TunnelClient.create({
    connect: parseAddress(options.connect, '--connect'),
    proxy: await readProxy(options.proxy, options.proxyCredentials),
    serverName: options.serverName,
    tls: await tlsFiles(options.tlsDir),
    runDir,
    signal,
  });
  const device = await openDevice(path, 'r');
  try {
    return await sendDevice(options, device, tunnel);
  } finally {
    await device.handle.close();
  }
}

async function sendDevice(
  options: SendOptions,
  device: Device,
  tunnel: TunnelClient,
): Promise<Omit<MoverResult, 'type' | 'time'>> {
  const { reporter, dataDir: path, ioTimeout, signal } = options;
  const { size } = device;
  const progress = new TransferProgress({
    files: 0,
    directories: 0,
    bytes: size,
    allocatedBytes: size,
    sparse: false,
    unreadable: 0,
  });
  const copied = Buffer.alloc(blockCount({ size }) * DIGEST_BYTES);
  const limit = new RateLimit(options.bandwidthLimit);
  const common = { device, path, tunnel, ioTimeout, signal };
  let sentBefore = 0;
  const tally = await untilWhole(options, tunnel, async () => {
    reporter.phase('connecting');
    const { hello } = await connect({
      ...options,
      tunnel,
      target: options.connect,
      log: message => reporter.log('info', message),
    });
    requireDeviceOf(hello, size);
    reporter.phase('copying');
    options.onCopying?.();
    let sent = 0;
    try {
      return await copyBlocks({
        ...common,
        digests: copied,
        limit,
        onProgress: ({ bytes, sentBytes }) => {
          sent = sentBytes;
          reporter.reportProgress(
            progress.update({ bytes, checked: 0, filesTransferred: 0 }),
          );
        },
      });
    } finally {
      sentBefore += sent;
    }
  });
  reporter.reportProgress(progress.finish(0), { always: true });
  reporter.log(
    'info',
    `Of ${blockCount({ size })} blocks, ${tally.sent} were sent, ${
      tally.zeroed
    } became zeros, and ${tally.unchanged} were the same`,
  );
  const result: SendResult = {
    filesTransferred: 0,
    literalBytes: sentBefore,
    matchedBytes: Math.max(0, size - sentBefore),
    totalSize: size,
    warnings: [],
    failedFiles: [],
    blocks: {
      total: blockCount({ size }),
      sent: tally.sent,
      zeroed: tally.zeroed,
      unchanged: tally.unchanged,
    },
  };
  const { verify: mode } = options;
  if (mode !== 'off') {
    reporter.phase('verifying');
    result.verification = await untilWhole(options, tunnel, () =>
      verifyBlocks({ ...common, mode, copied, quiesced: options.quiesced }),
    );
  }
  reporter.phase('finishing');
  const ended = sendOutcome(
    { kind: 'succeeded', exitCode: 0, warnings: [] },
    result,
  );
  const goodbye = await sayGoodbye(options, tunnel, ended.status);
  if (goodbye) {
    result.warnings.push(goodbye);
  }
  result.warnings.forEach(message => reporter.log('warn', message));
  return ended;
}
