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

import type { TunnelClient } from '../tunnel/TunnelClient';
import { BlockConnection } from './BlockConnection';
import {
  blockCount,
  blockLength,
  BLOCK_SIZE,
  BLOCKS_COMMAND,
  DIGEST_BYTES,
  digestBlock,
  isZero,
} from './blockProtocol';
import type { Device } from './openDevice';
import type { RateLimit } from './RateLimit';
import { readBlock } from './readBlock';

/** What became of the blocks. */
export interface BlockTally {
  /** Bytes that were looked at. */
  bytes: number;
  /** Blocks that were sent, and their bytes. */
  sent: number;
  sentBytes: number;
  /** Blocks that became zeros on the target. */
  zeroed: number;
  /** Blocks that were equal. */
  unchanged: number;
}

/**
 * Compares all blocks of both devices and sends those that differ, over one connection.
 *
 * @param options - `digests`: gets the digest of each block as it was read
 * @throws StreamEndedError when the connection breaks; MoverError as one of both sides says
 */
export async function copyBlocks(options: {
  device: Device;
  path: string;
  digests: Buffer;
  tunnel: TunnelClient;
  limit: RateLimit;
  ioTimeout: number;
  signal: AbortSignal;
  onProgress(tally: BlockTally): void;
}): Promise<BlockTally> {
  const { device, path, digests, limit, signal } = options;
  const { size } = device;
  const connection = await BlockConnection.open({
    ...options,
    command: BLOCKS_COMMAND,
    parameters: { version: 1, size, seed: '', share: 1 },
  });
  const tally = { bytes: 0, sent: 0, sentBytes: 0, zeroed: 0, unchanged: 0 };
  const free: Buffer[] = [];
  const count = blockCount({ size });
  const read = (index: number) => {
    const memory = free.pop() ?? Buffer.allocUnsafe(BLOCK_SIZE);
    return readBlock(
      device,
      path,
      memory.subarray(0, blockLength({ size }, index)),
      index * BLOCK_SIZE,
    );
  };
  const give = (block: Buffer) =>
    void free.push(Buffer.from(block.buffer, block.byteOffset, BLOCK_SIZE));
  let next = read(0);
  try {
    for (let index = 0; index < count; index += 1) {
      const block = await next;
      if (index + 1 < count) {
        next = read(index + 1);
        // it is awaited in its turn
        next.catch(() => {});
      }
      const digest = digestBlock(block);
      digest.copy(digests, index * DIGEST_BYTES);
      if ((await connection.digest()).equals(digest)) {
        tally.unchanged += 1;
        give(block);
      } else {
        const zero = isZero(block);
        if (!zero) {
          await limit.take(block.length, signal);
        }
        const { length } = block;
        await connection.send(index, block, {
          zero,
          release: () => give(block),
        });
        tally[zero ? 'zeroed' : 'sent'] += 1;
        tally.sentBytes += zero ? 0 : length;
      }
      tally.bytes += blockLength({ size }, index);
      options.onProgress(tally);
    }
    await connection.end();
    return tally;
  } finally {
    connection.close();
    await next.catch(() => {});
  }
}
