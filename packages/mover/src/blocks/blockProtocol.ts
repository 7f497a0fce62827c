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

import { createHash } from 'node:crypto';
import { MoverError } from '../errors/MoverError';

/** With which the sender asks the receiver to take blocks in. */
export const BLOCKS_COMMAND = 'blocks';
/** With which the sender asks the receiver for digests only. */
export const BLOCK_DIGESTS_COMMAND = 'block-digests';
/** Bytes of a block; the last one may be shorter. */
export const BLOCK_SIZE = 2 ** 20;
export const DIGEST_BYTES = 32;

/** First byte of what the receiver writes: a digest follows; a length and JSON follow; nothing follows. */
export const ANSWER = { digest: 1, end: 2, error: 3, alive: 4 } as const;
/** First byte of what the sender writes: index, length and content follow; index and length follow; nothing follows. */
export const FRAME = { data: 1, zero: 2, end: 3 } as const;
export const FRAME_HEADER_BYTES = 13;

/** How both sides read their device. */
export interface BlockParameters {
  version: 1;
  /** Of the source, in bytes. What the target has beyond it is left alone. */
  size: number;
  /** Chooses the sample; together with `share` only for digests. */
  seed: string;
  /** Share of the blocks that are read, 0 to 1; the first and the last always are. */
  share: number;
}

/** Digest of a block; of nothing but zeros it is all zeros, so that neither side has to compute one. */
export function digestBlock(block: Buffer): Buffer {
  return isZero(block)
    ? Buffer.alloc(DIGEST_BYTES)
    : createHash('sha256').update(block).digest();
}

const ZEROS = Buffer.alloc(BLOCK_SIZE);

/** Whether a block, of at most {@link BLOCK_SIZE} bytes, has nothing but zeros. */
export function isZero(block: Buffer): boolean {
  return block.equals(ZEROS.subarray(0, block.length));
}

export function blockCount({ size }: { size: number }): number {
  return Math.ceil(size / BLOCK_SIZE);
}

export function blockLength({ size }: { size: number }, index: number): number {
  return Math.min(BLOCK_SIZE, size - index * BLOCK_SIZE);
}

/** The blocks that both sides look at, in order. */
export function* chosenBlocks(parameters: BlockParameters): Generator<number> {
  const count = blockCount(parameters);
  for (let index = 0; index < count; index += 1) {
    if (
      parameters.share >= 1 ||
      index === 0 ||
      index === count - 1 ||
      chance(parameters.seed, index) < parameters.share
    ) {
      yield index;
    }
  }
}

function chance(seed: string, index: number): number {
  const digest = createHash('sha256').update(`${seed} ${index}`).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/**
 * Reads the parameters that came over the network.
 * @throws MoverError `CONFIG_INVALID`
 */
export function parseBlockParameters(text: string): BlockParameters {
  let value: Partial<BlockParameters> = {};
  try {
    value = JSON.parse(text) ?? {};
  } catch {
    // said below
  }
  const { version, size, seed, share } = value;
  if (
    version === 1 &&
    Number.isSafeInteger(size) &&
    Number(size) > 0 &&
    /^[0-9a-f]{0,64}$/.test(String(seed)) &&
    Number(share) >= 0 &&
    Number(share) <= 1
  ) {
    return value as BlockParameters;
  }
  throw new MoverError({
    code: 'CONFIG_INVALID',
    message: `The sender asks for blocks in a way that this receiver does not know: ${text.slice(
      0,
      200,
    )}`,
    hint: 'Use the same mover image on both sides.',
  });
}
