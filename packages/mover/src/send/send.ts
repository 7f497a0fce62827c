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
import type { PathFilters } from '../filter/PathFilter';
import type { Reporter } from '../output/Reporter';
import { sleep } from '../process/sleep';
import { parseAddress } from '../tunnel/address';
import { readProxy } from '../tunnel/readProxy';
import { tlsFiles } from '../tunnel/tlsFiles';
import { FileLists } from '../stream/FileLists';
import {
  type FirstCopy,
  MOST_STREAMS,
  streamFirstCopy,
} from '../stream/streamFirstCopy';
import { TunnelClient } from '../tunnel/TunnelClient';
import type { Loss, LossKind } from '../inspect/VolumeInspection';
import type { MoverResult, SendResult, VerifyMode } from '../types';
import { canReadAttributes } from '../verify/readAttributes';
import { verifyVolume } from '../verify/verifyVolume';
import { agreedLosses, keepsOf } from './agreedLosses';
import { announceScan } from './announceScan';
import { backoff } from './backoff';
import { CompressionSample } from './CompressionSample';
import { connect } from './connect';
import { CopyCounts } from './CopyCounts';
import { LargestFiles } from './LargestFiles';
import { rsyncOutcome } from './rsyncOutcome';
import { sayGoodbye } from './sayGoodbye';
import { sendOutcome } from './sendOutcome';
import { syncOnce } from './syncOnce';
import { TransferProgress } from './TransferProgress';

/** A try that lasted so long and sent something counts as a new beginning. */
const LONG_ROUND_MS = 60_000;
const MAX_BACKOFF_MS = 60_000;

/** The arguments of `mover send`. */
export interface SendOptions {
  connect: string;
  serverName: string;
  dataDir: string;
  tlsDir: string;
  runDir: string;
  /** Bytes per second. */
  bandwidthLimit?: number;
  /** Remove from the target what the source does not have. */
  delete: boolean;
  /** Fill an empty target from archives before rsync comes. */
  stream: boolean;
  /** Compare content instead of size and time. */
  checksum: boolean;
  filters: PathFilters;
  /** `auto` looks at samples of the data. */
  compression: 'auto' | 'off' | 'zstd';
  /** What is proved after the copy. */
  verify: VerifyMode;
  /** Nobody writes to the source: what changes nevertheless is a mismatch. */
  quiesced: boolean;
  /** Seconds. */
  connectTimeout: number;
  retries: number;
  noOwner: boolean;
  /** What may be lost where it cannot be kept. */
  acceptLoss: LossKind[];
  /** An HTTP proxy, `host:port`. */
  proxy?: string;
  /** File with `user:password` for it. */
  proxyCredentials?: string;
  /** Seconds without a byte after which the connection counts as dead. */
  ioTimeout: number;
  /** Seconds in which a foreign certificate is taken for an endpoint that is not ready yet. */
  authGrace: number;
  /** Milliseconds before the first repetition. */
  retryDelay: number;
  signal: AbortSignal;
  reporter: Reporter;
  /** Called when the receiver has answered, before each try to copy. */
  onCopying?: () => void;
}

function shallCompress(
  { compression, reporter }: SendOptions,
  sample: CompressionSample,
): boolean {
  if (compression !== 'auto') {
    return compression === 'zstd';
  }
  const worthwhile = sample.worthwhile();
  reporter.log(
    'info',
    worthwhile
      ? 'The data is compressed on its way: samples of it shrink by a fifth or more'
      : 'The data is not compressed on its way: samples of it hardly shrink',
  );
  return worthwhile;
}

/**
 * Sends one volume.
 * @throws MoverError `CONFIG_INVALID`, `NETWORK`, `AUTH_FAILED`, `NO_SPACE`, `TARGET_READ_ONLY`, `RSYNC_FAILED`,
 *   `TOOL_MISSING`, `LOSS_NOT_ACCEPTED`; the signal's reason when it is aborted
 */
export async function send(
  options: SendOptions,
): Promise<Omit<MoverResult, 'type' | 'time'>> {
  const { reporter, signal, runDir, serverName } = options;
  reporter.phase('starting');
  const tls = await tlsFiles(options.tlsDir);
  const tunnel = await TunnelClient.create({
    connect: parseAddress(options.connect, '--connect'),
    proxy: await readProxy(options.proxy, options.proxyCredentials),
    serverName,
    tls,
    runDir,
    signal,
  });
  const beganAt = Date.now();
  const sample = new CompressionSample(options.dataDir);
  const lists = new FileLists({ ...options, count: MOST_STREAMS });
  const largest = new LargestFiles(options);
  const found = await announceScan(options, (path, stats) => {
    sample.add(path, stats.size);
    lists.add(path, stats.size);
    largest.add(path, stats);
  });
  const listed = lists.close();
  const compress = shallCompress(options, sample);
  const progress = new TransferProgress(found);
  let losses: Loss[] | undefined;
  let firstFreeBytes: number | undefined;
  let streamed: FirstCopy | undefined;
  const before = new CopyCounts();

  for (let attempt = 1; ; attempt += 1) {
    reporter.phase('connecting');
    const { hello, freeBytes } = await connect({
      tunnel,
      target: options.connect,
      serverName,
      connectTimeout: options.connectTimeout,
      authGrace: options.authGrace,
      retryDelay: options.retryDelay,
      signal,
      log: message => reporter.log('info', message),
    });
    firstFreeBytes ??= freeBytes;
    const keeps = keepsOf(hello, options);
    losses ??= await agreedLosses(options, keeps);
    reporter.phase('copying');
    options.onCopying?.();
    if (attempt === 1) {
      progress.startRound();
      streamed = await streamFirstCopy({
        ...options,
        lists: options.stream ? listed : [],
        scan: found,
        hello,
        freeBytes,
        roundTripMs: tunnel.roundTripMs,
        noOwner: keeps.uid !== 0 || keeps.lacks.includes('owner'),
        compress,
        onProgress: ({ bytes, files }) =>
          reporter.reportProgress(
            progress.update({
              bytes,
              filesTransferred: files,
              checked: files / Math.max(1, found.files),
            }),
          ),
      });
      signal.throwIfAborted();
    }
    const startedAt = Date.now();
    const { run, inPlace } = await syncOnce({
      ...options,
      tunnel,
      hello,
      keeps,
      sparse: found.sparse,
      compress,
      freeBytes,
      largest,
      progress,
    });
    before.add(inPlace);
    signal.throwIfAborted();
    reporter.progress = progress.update(run.progress);

    const outcome = rsyncOutcome({
      exitCode: run.exitCode,
      errors: run.errors,
      tunnel: await tunnel.failure(),
      scan: found,
      freeBytes: firstFreeBytes,
    });
    if (outcome.kind === 'failed') {
      throw outcome.error;
    }
    if (outcome.kind === 'retry') {
      if (Date.now() - startedAt > LONG_ROUND_MS && run.progress.bytes > 0) {
        attempt = 1;
      }
      if (attempt > options.retries) {
        throw new MoverError({
          code: 'NETWORK',
          message: `The connection to ${options.connect} broke ${attempt} times, the last time: ${outcome.cause}`,
          hint: 'Check the network between the clusters and the receiver’s pod (its logs, restarts, memory). What has arrived is not sent again.',
          retryable: true,
          exitCode: run.exitCode,
        });
      }
      before.filesTransferred += run.progress.filesTransferred;
      const wait = backoff(attempt, options.retryDelay, MAX_BACKOFF_MS);
      reporter.log(
        'warn',
        `The connection broke (${outcome.cause}); try ${attempt} of ${
          options.retries
        } follows in ${Math.round(wait)} ms`,
      );
      await sleep(wait, signal);
      signal.throwIfAborted();
      continue;
    }

    reporter.reportProgress(progress.finish(run.errors.failedCount), {
      always: true,
    });
    const result: SendResult = {
      filesTransferred:
        (streamed?.files ?? 0) +
        before.filesTransferred +
        (run.statistics.filesTransferred ?? run.progress.filesTransferred),
      literalBytes:
        (streamed?.bytes ?? 0) +
        before.literalBytes +
        (run.statistics.literalBytes ?? 0),
      matchedBytes: before.matchedBytes + (run.statistics.matchedBytes ?? 0),
      totalSize: run.statistics.totalSize ?? found.bytes,
      warnings: outcome.warnings,
      failedFiles: run.errors.failedFiles,
    };
    if (losses.length > 0) {
      result.losses = losses;
    }
    const omitted = run.errors.failedCount - run.errors.failedFiles.length;
    if (omitted > 0) {
      result.failedFilesOmitted = omitted;
    }
    if (options.verify !== 'off') {
      reporter.phase('verifying');
      result.verification = await verifyVolume({
        ...options,
        mode: options.verify,
        tunnel,
        since: options.quiesced ? undefined : beganAt,
        mirror: options.delete,
        files: found.files,
        nanoseconds: hello.nanoseconds,
        keeps,
        attributes: hello.attributes && canReadAttributes(),
      });
    }
    reporter.phase('finishing');
    const ended = sendOutcome(outcome, result);
    const goodbye = await sayGoodbye(options, tunnel, ended.status);
    if (goodbye) {
      result.warnings.push(goodbye);
    }
    result.warnings.forEach(message => reporter.log('warn', message));
    return ended;
  }
}
