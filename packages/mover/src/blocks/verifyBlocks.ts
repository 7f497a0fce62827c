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

import { createHash, randomBytes } from 'node:crypto';
import type { TunnelClient } from '../tunnel/TunnelClient';
import type { VerifyMode, VolumeVerification } from '../types';
import { ALGORITHM } from '../verify/ManifestParameters';
import { BlockConnection } from './BlockConnection';
import {
  BLOCK_DIGESTS_COMMAND,
  BLOCK_SIZE,
  blockCount,
  blockLength,
  chosenBlocks,
  DIGEST_BYTES,
  digestBlock,
  type BlockParameters,
} from './blockProtocol';
import type { Device } from './openDevice';
import { readBlock } from './readBlock';

/** About so many blocks are compared in a sample. */
const SAMPLE_BLOCKS = 128;
const MAX_MISMATCHES = 100;
const MAX_CHANGED = 20;

/**
 * Reads both devices anew and compares their blocks, over one connection.
 *
 * @param options - `copied`: the digests of the source as it was copied; `quiesced`: nobody may have written since
 * @throws StreamEndedError when the connection breaks; MoverError as one of both sides says
 */
export async function verifyBlocks(options: {
  device: Device;
  path: string;
  mode: Exclude<VerifyMode, 'off'>;
  copied: Buffer;
  quiesced: boolean;
  tunnel: TunnelClient;
  ioTimeout: number;
  signal: AbortSignal;
}): Promise<VolumeVerification> {
  const { device, path, mode, copied, quiesced } = options;
  const { size } = device;
  const parameters: BlockParameters = {
    version: 1,
    size,
    seed: randomBytes(16).toString('hex'),
    share:
      mode === 'full' ? 1 : Math.min(1, SAMPLE_BLOCKS / blockCount({ size })),
  };
  const connection = await BlockConnection.open({
    ...options,
    command: BLOCK_DIGESTS_COMMAND,
    parameters,
  });
  const hashes = { source: createHash('sha256'), target: createHash('sha256') };
  const found = {
    entries: 0,
    contentBytes: 0,
    mismatches: [] as VolumeVerification['mismatches'],
    mismatchCount: 0,
    changed: [] as string[],
    changedCount: 0,
  };
  const memory = Buffer.allocUnsafe(BLOCK_SIZE);
  try {
    for (const index of chosenBlocks(parameters)) {
      const start = index * BLOCK_SIZE;
      const length = blockLength(parameters, index);
      const name = `bytes ${start} to ${start + length - 1}`;
      const source = digestBlock(
        await readBlock(device, path, memory.subarray(0, length), start),
      );
      const target = await connection.digest();
      const before = copied.subarray(
        index * DIGEST_BYTES,
        (index + 1) * DIGEST_BYTES,
      );
      found.contentBytes += length;
      if (!quiesced && !source.equals(target) && before.equals(target)) {
        // the application has written since
        found.changedCount += 1;
        if (found.changed.length < MAX_CHANGED) {
          found.changed.push(name);
        }
        continue;
      }
      found.entries += 1;
      hashes.source.update(source);
      hashes.target.update(target);
      if (!source.equals(target)) {
        found.mismatchCount += 1;
        if (found.mismatches.length < MAX_MISMATCHES) {
          found.mismatches.push({ path: name, differences: ['content'] });
        }
      }
    }
    await connection.ended();
  } finally {
    connection.close();
  }
  return {
    mode,
    algorithm: ALGORITHM,
    ...(mode === 'sampled' && { seed: parameters.seed }),
    ...found,
    files: 0,
    bytes: size,
    contentFiles: 0,
    digest: {
      source: hashes.source.digest('hex'),
      target: hashes.target.digest('hex'),
    },
    extraCount: 0,
    notCompared: [],
  };
}
