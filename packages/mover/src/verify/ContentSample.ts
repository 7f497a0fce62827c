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

/** About so many files of a volume have their content compared. */
const SAMPLE_FILES = 1000;
/** Of a sampled file that is larger than so many blocks, only some blocks are read. */
const BLOCKS = 4;
/** About so much of a volume is read. */
const SAMPLE_BYTES = 64 * 2 ** 20;
const MIN_BLOCK = 4096;
const MAX_BLOCK = 2 ** 20;

/** A part of a file: from byte `start` on, `length` bytes. */
export interface Part {
  start: number;
  length: number;
}

/**
 * Which contents are compared. What a path is chosen by is a digest of the seed and the path, so that both sides choose
 * alike and nobody can know beforehand what will be looked at: the seed is made when all is copied.
 */
export class ContentSample {
  private readonly seed: string;
  private readonly states: [number, number];
  private readonly share: number;
  private readonly block: number;

  /** @param options - `share` of the files, from 0 to 1; `block`: bytes that are read in one place */
  constructor(options: { seed: string; share: number; block: number }) {
    this.seed = options.seed;
    const digest = createHash('sha256').update(options.seed).digest();
    this.states = [digest.readInt32LE(0), digest.readInt32LE(4)];
    this.share = options.share;
    this.block = options.block;
  }

  /** The share of the files of a volume to be sampled. */
  static shareOf(files: number): number {
    return Math.min(1, SAMPLE_FILES / Math.max(1, files));
  }

  /** How much is read in one place: the fewer the files, the more of each. */
  static blockOf(files: number): number {
    const each = SAMPLE_BYTES / BLOCKS / Math.min(SAMPLE_FILES, files || 1);
    const pages = Math.floor(each / MIN_BLOCK) * MIN_BLOCK;
    return Math.min(MAX_BLOCK, Math.max(MIN_BLOCK, pages));
  }

  /** Whether the content of the file is compared. */
  chooses(path: string): boolean {
    return this.share >= 1 || this.quickNumber(path) < this.share;
  }

  /** What of a chosen file is compared: all of it, or its first, its last and some other blocks. */
  parts(path: string, size: number): Part[] {
    const length = this.block;
    if (size <= BLOCKS * length) {
      return [{ start: 0, length: size }];
    }
    const starts = [0, size - length];
    for (let block = 1; block <= BLOCKS - 2; block += 1) {
      starts.push(Math.floor(this.number(path, block) * (size - length)));
    }
    return starts.sort((a, b) => a - b).map(start => ({ start, length }));
  }

  /** From 0 to 1, exclusive. cyrb53: each file of a volume is asked about, and SHA-256 would be a good part of all work. */
  private quickNumber(path: string): number {
    let [a, b] = this.states;
    for (let i = 0; i < path.length; i += 1) {
      const byte = path.charCodeAt(i);
      a = Math.imul(a ^ byte, 2654435761);
      b = Math.imul(b ^ byte, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507);
    a ^= Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507);
    b ^= Math.imul(a ^ (a >>> 13), 3266489909);
    return (2 ** 32 * (b & 0x1fffff) + (a >>> 0)) / 2 ** 53;
  }

  /** From 0 to 1, exclusive. */
  private number(path: string, index: number): number {
    return (
      createHash('sha256')
        .update(`${this.seed} ${index} `)
        .update(path, 'latin1')
        .digest()
        .readUIntBE(0, 6) /
      2 ** 48
    );
  }
}
