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

import { PIECE_BYTES, piecePool } from './piecePool';

/** So many full pieces may wait before the sender has to. */
const WAITING = 2;

/**
 * The body of an answer between the connection, which brings it in records of up to 16 KiB, and a reader, who gets it in
 * pieces that are as large as what has come by then allows: what costs is the number of times that it changes hands.
 *
 * @internal
 */
export class BodyQueue implements AsyncIterableIterator<Buffer> {
  private readonly full: Buffer[] = [];
  private current?: Buffer;
  private filled = 0;
  private ended = false;
  private error?: unknown;
  private wake?: () => void;
  private waking = false;

  constructor(
    private readonly options: {
      /** Bytes that are known to come, if so. */
      length?: number;
      /** There is room again after {@link BodyQueue.crowded} was true. */
      onRoom: () => void;
      /** The reader does not want the rest. */
      onAbandoned: () => void;
    },
  ) {}

  /** Whether what comes should wait. It is taken all the same. */
  get crowded(): boolean {
    return this.full.length >= WAITING;
  }

  /** Takes a copy of these bytes. */
  push(bytes: Buffer): void {
    let offset = 0;
    while (offset < bytes.length) {
      this.current ??= this.fresh();
      const end = Math.min(
        bytes.length,
        offset + this.current.length - this.filled,
      );
      bytes.copy(this.current, this.filled, offset, end);
      this.filled += end - offset;
      offset = end;
      if (this.filled === this.current.length) {
        this.full.push(this.current);
        this.current = undefined;
        this.filled = 0;
      }
    }
    this.stir();
  }

  /** Everything has come. */
  end(): void {
    this.ended = true;
    this.stir();
  }

  /** Nothing more will come; the reader still gets what came, and then this error. */
  fail(error: unknown): void {
    if (!this.ended) {
      this.error ??= error;
      this.stir();
    }
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The next piece. Its last reader may give it back to the {@link piecePool}. */
  async next(): Promise<IteratorResult<Buffer, undefined>> {
    for (;;) {
      const value = this.take();
      if (value) {
        return { done: false, value };
      }
      if (this.error !== undefined) {
        throw this.error;
      }
      if (this.ended) {
        return { done: true, value: undefined };
      }
      await new Promise<void>(resolve => {
        this.wake = resolve;
      });
    }
  }

  /** The rest is not wanted. */
  async return(): Promise<IteratorResult<Buffer, undefined>> {
    if (!this.ended && this.error === undefined) {
      this.options.onAbandoned();
    }
    return { done: true, value: undefined };
  }

  private take(): Buffer | undefined {
    const piece = this.full.shift();
    if (piece) {
      if (this.full.length === WAITING - 1) {
        this.options.onRoom();
      }
      return piece;
    }
    const { current, filled } = this;
    if (!current || !filled) {
      return undefined;
    }
    this.current = undefined;
    this.filled = 0;
    return current.subarray(0, filled);
  }

  private fresh(): Buffer {
    const { length } = this.options;
    return length !== undefined && length < PIECE_BYTES
      ? Buffer.allocUnsafe(length)
      : piecePool.take();
  }

  /** Wakes the reader once everything that lies ready on the connection has been taken, and not for each record. */
  private stir(): void {
    if (this.wake && !this.waking) {
      this.waking = true;
      setImmediate(() => {
        this.waking = false;
        this.wake?.();
        this.wake = undefined;
      });
    }
  }
}
