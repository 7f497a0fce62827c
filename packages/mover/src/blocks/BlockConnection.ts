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

import type { Readable, Writable } from 'node:stream';
import { MoverError } from '../errors/MoverError';
import type { TunnelClient } from '../tunnel/TunnelClient';
import type { MoverErrorCode, MoverErrorInfo } from '../types';
import {
  ANSWER,
  DIGEST_BYTES,
  FRAME,
  FRAME_HEADER_BYTES,
  type BlockParameters,
} from './blockProtocol';
import { ByteReader, StreamEndedError } from './ByteReader';
import { writeAll } from './writeAll';

/** The sender's end of one connection. */
export class BlockConnection {
  private readonly input: Writable;
  private readonly reader: ByteReader;
  private readonly abort: AbortController;
  private readonly silenceMs: number;

  private constructor(options: {
    input: Writable;
    output: Readable;
    abort: AbortController;
    ioTimeout: number;
  }) {
    this.input = options.input;
    this.abort = options.abort;
    this.silenceMs = options.ioTimeout * 1000;
    this.reader = new ByteReader(options.output, { silenceMs: this.silenceMs });
  }

  /** @param options - `ioTimeout`: seconds without a byte after which the connection counts as dead */
  static async open(options: {
    tunnel: TunnelClient;
    command: string;
    parameters: BlockParameters;
    ioTimeout: number;
    signal: AbortSignal;
  }): Promise<BlockConnection> {
    const abort = new AbortController();
    const { input, output } = await options.tunnel.open(
      `${options.command} ${JSON.stringify(options.parameters)}`,
      AbortSignal.any([options.signal, abort.signal]),
    );
    return new BlockConnection({ ...options, input, output, abort });
  }

  /**
   * The receiver's digest of its next block.
   * @throws StreamEndedError; MoverError as the receiver says
   */
  async digest(): Promise<Buffer> {
    await this.expect(ANSWER.digest);
    return this.reader.read(DIGEST_BYTES);
  }

  /** Waits until the receiver has put everything onto its device. */
  async end(): Promise<void> {
    await this.write(Buffer.from([FRAME.end]));
    await this.ended();
  }

  /** Waits until the receiver says that it has finished. */
  async ended(): Promise<void> {
    await this.expect(ANSWER.end);
    await this.json();
  }

  /** Sends a block; of zeros no content. The memory may be used again once `release` is called. */
  async send(
    index: number,
    block: Buffer,
    options: { zero: boolean; release: () => void },
  ): Promise<void> {
    const header = Buffer.alloc(FRAME_HEADER_BYTES);
    header[0] = options.zero ? FRAME.zero : FRAME.data;
    header.writeBigUInt64BE(BigInt(index), 1);
    header.writeUInt32BE(block.length, 9);
    if (options.zero) {
      options.release();
      await this.write(header);
      return;
    }
    this.input.write(header);
    await this.write(block, options.release);
  }

  close(): void {
    this.abort.abort();
    void this.reader.close().catch(() => {});
  }

  private async write(data: Buffer, written?: () => void): Promise<void> {
    const timeout = AbortSignal.timeout(this.silenceMs);
    try {
      await writeAll(
        this.input,
        data,
        AbortSignal.any([timeout, this.abort.signal]),
        written,
      );
    } catch (error) {
      if (timeout.aborted) {
        throw new StreamEndedError(
          `nothing could be written for ${this.silenceMs / 1000} s`,
        );
      }
      // why the receiver has hung up may be in what it wrote last
      await this.expect(ANSWER.end);
      throw new StreamEndedError((error as Error).message);
    }
  }

  private async expect(wanted: number): Promise<void> {
    for (;;) {
      const [type] = await this.reader.read(1);
      if (type === wanted) {
        return;
      }
      if (type === ANSWER.error) {
        const { code, ...rest } = (await this.json()) as MoverErrorInfo;
        throw new MoverError({ ...rest, code: code as MoverErrorCode });
      }
      if (type === ANSWER.digest) {
        await this.reader.read(DIGEST_BYTES);
      } else if (type !== ANSWER.alive) {
        throw new StreamEndedError(
          `the receiver wrote ${type}, which is no answer`,
        );
      }
    }
  }

  private async json(): Promise<unknown> {
    const length = (await this.reader.read(4)).readUInt32BE(0);
    return JSON.parse((await this.reader.read(length)).toString('utf8'));
  }
}
