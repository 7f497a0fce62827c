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

import { randomBytes } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { MoverError } from '../errors/MoverError';
import type { PathFilters } from '../filter/PathFilter';
import type { Keeps } from '../inspect/losses';
import type { Reporter } from '../output/Reporter';
import { sleep } from '../process/sleep';
import { backoff } from '../send/backoff';
import type { TunnelClient } from '../tunnel/TunnelClient';
import type { VerifyMode, VolumeVerification } from '../types';
import { compareManifests } from './compareManifests';
import { ContentSample } from './ContentSample';
import { knownLosses } from './knownLosses';
import { ALGORITHM, type ManifestParameters } from './ManifestParameters';
import { ManifestBrokenError } from './ManifestBrokenError';
import { receiveManifest } from './receiveManifest';
import { readManifest } from './readManifest';
import { toFile } from './walkSorted';

/** The kernel's clock for files goes in steps, up to 10 ms behind. */
const CLOCK_STEP_MS = 20;
const MAX_BACKOFF_MS = 30_000;

/** What is to be proved, and how. */
export interface VerifyOptions {
  dataDir: string;
  mode: Exclude<VerifyMode, 'off'>;
  tunnel: TunnelClient;
  /** When the copy began, in milliseconds; `undefined` when nobody may have written since. */
  since: number | undefined;
  mirror: boolean;
  /** Files on the source, for the size of the sample. */
  files: number;
  nanoseconds: boolean;
  keeps: Keeps;
  /** Both sides can read extended attributes. */
  attributes: boolean;
  filters: PathFilters;
  ioTimeout: number;
  retries: number;
  retryDelay: number;
  reporter: Reporter;
  signal: AbortSignal;
}

function changedSince(
  dataDir: string,
  since: number | undefined,
): (path: string) => boolean {
  const root = Buffer.from(dataDir).toString('latin1');
  return path => {
    if (since === undefined) {
      return false;
    }
    try {
      const { ctimeMs } = lstatSync(toFile(root, path));
      // some file systems keep whole seconds only
      const step = ctimeMs % 1000 === 0 ? 1000 : CLOCK_STEP_MS;
      return ctimeMs > since - step;
    } catch {
      return true;
    }
  };
}

function notCompared(options: VerifyOptions): string[] {
  return [
    ...knownLosses(options.keeps).notCompared,
    ...(options.attributes
      ? []
      : [
          'extended attributes and ACLs: an image without getfattr cannot read them',
        ]),
    ...(options.nanoseconds
      ? []
      : ['fractions of seconds: the target keeps none']),
  ];
}

/**
 * Proves a copy: both sides read their volume anew, and what they found is compared, by another program than the one that
 * copied.
 *
 * @throws MoverError `NETWORK` when the receiver's manifest cannot be had, `TOOL_MISSING`
 */
export async function verifyVolume(
  options: VerifyOptions,
): Promise<VolumeVerification> {
  const { mode, reporter, signal } = options;
  const parameters: ManifestParameters = {
    version: 2,
    algorithm: ALGORITHM,
    seed: randomBytes(16).toString('hex'),
    share: mode === 'full' ? 1 : ContentSample.shareOf(options.files),
    block: ContentSample.blockOf(options.files),
    nanoseconds: options.nanoseconds,
    owner: !options.keeps.lacks.includes('owner'),
    userXattrsOnly: options.keeps.uid !== 0,
    lacks: options.keeps.lacks,
    attributes: options.attributes,
    filters: options.filters,
    wholeFiles: mode === 'full',
  };
  for (let attempt = 1; ; attempt += 1) {
    const ended = new AbortController();
    const either = AbortSignal.any([signal, ended.signal]);
    const source = readManifest(options.dataDir, parameters, {
      signal: either,
    });
    const target = receiveManifest({ ...options, parameters, signal: either });
    try {
      const { sourceDigest, targetDigest, ...found } = await compareManifests({
        source,
        target,
        changed: changedSince(options.dataDir, options.since),
        mirror: options.mirror,
        keeps: options.keeps,
      });
      return {
        mode,
        algorithm: ALGORITHM,
        ...(mode === 'sampled' && { seed: parameters.seed }),
        ...found,
        digest: { source: sourceDigest, target: targetDigest },
        notCompared: notCompared(options),
      };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ManifestBrokenError)) {
        throw error;
      }
      if (attempt > options.retries) {
        throw new MoverError({
          code: 'NETWORK',
          message: `The copy could not be verified, in ${attempt} tries, the last time: ${error.message}`,
          hint: 'Everything is copied, and is not sent again. Check the network between the clusters and the receiver’s pod (its logs, restarts, memory).',
          retryable: true,
        });
      }
      const wait = backoff(attempt, options.retryDelay, MAX_BACKOFF_MS);
      reporter.log(
        'warn',
        `The comparison of both sides broke off (${
          error.message
        }); it begins anew in ${Math.round(wait)} ms`,
      );
      await sleep(wait, signal);
      signal.throwIfAborted();
    } finally {
      // neither side has to read on to where it would stop by itself
      ended.abort();
      await Promise.allSettled([
        source.return(undefined),
        target.return(undefined),
      ]);
    }
  }
}
