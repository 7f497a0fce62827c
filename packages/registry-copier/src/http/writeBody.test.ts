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

import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { piecePool, PIECE_BYTES } from './piecePool';
import { writeBody } from './writeBody';

/** A socket whose network takes a write when it is told to. */
class FakeSocket extends EventEmitter {
  readonly writes: number[] = [];
  #pending?: (error?: Error) => void;

  write(part: Uint8Array, callback: (error?: Error) => void): void {
    if (this.#pending) {
      throw new Error('two writes at a time');
    }
    this.writes.push(part.length);
    this.#pending = callback;
  }

  take(error?: Error): void {
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.(error);
  }
}

const settle = async () => {
  for (let i = 0; i < 20; i += 1) {
    await Promise.resolve();
  }
};

async function* pieces(...list: Uint8Array[]) {
  yield* list;
}

describe('writeBody', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function begin(length: number, ...list: Uint8Array[]) {
    const socket = new FakeSocket();
    const sent: number[] = [];
    let unwanted = false;
    const writing = writeBody(
      socket as unknown as Socket,
      { length, chunks: pieces(...list) },
      { onSent: bytes => sent.push(bytes), unwanted: () => unwanted },
    );
    writing.catch(() => {});
    return {
      socket,
      sent,
      writing,
      refuse: () => {
        unwanted = true;
        socket.take();
      },
    };
  }

  it('writes more at a time as long as that is quick, and gives memory back once it was sent', async () => {
    const piece = piecePool.take();
    const { socket, sent, writing } = begin(
      PIECE_BYTES + 10,
      piece,
      Buffer.alloc(10),
    );
    await settle();
    expect(socket.writes).toEqual([16_384]);
    for (let i = 0; i < 3; i += 1) {
      socket.take();
      await settle();
    }
    expect(socket.writes).toEqual([16_384, 32_768, 65_536, 131_072]);
    socket.take();
    await settle();
    expect(piecePool.take().buffer).not.toBe(piece.buffer);
    socket.take();
    expect(piecePool.take().buffer).toBe(piece.buffer);
    await settle();
    socket.take();
    await writing;
    expect(socket.writes.slice(4)).toEqual([16_384, 10]);
    expect(sent).toEqual(socket.writes);
    expect(socket.listenerCount('close')).toBe(0);
  });

  it('writes little at a time where the network is slow, so that it is seen to move', async () => {
    const { socket, sent, writing } = begin(60_000, Buffer.alloc(60_000));
    for (const ms of [0, 2_000, 2_000, 0, 0]) {
      await settle();
      jest.advanceTimersByTime(ms);
      socket.take();
    }
    await writing;
    expect(socket.writes).toEqual([16_384, 32_768, 10_848]);
    expect(sent).toEqual(socket.writes);

    const slow = begin(40_000, Buffer.alloc(40_000));
    for (let i = 0; i < 3; i += 1) {
      await settle();
      jest.advanceTimersByTime(2_000);
      slow.socket.take();
    }
    await slow.writing;
    expect(slow.socket.writes).toEqual([16_384, 16_384, 7_232]);
  });

  it('stops when the rest is not wanted', async () => {
    const { socket, writing, refuse } = begin(
      20,
      Buffer.alloc(10),
      Buffer.alloc(10),
    );
    await settle();
    refuse();
    await writing;
    expect(socket.writes).toEqual([10]);
  });

  it('ends when the connection breaks or is closed', async () => {
    const one = begin(20, Buffer.alloc(10), Buffer.alloc(10));
    await settle();
    one.socket.take(new Error('EPIPE'));
    await expect(one.writing).rejects.toThrow('EPIPE');
    const other = begin(10, Buffer.alloc(10));
    await settle();
    other.socket.emit('close');
    await expect(other.writing).rejects.toThrow('closed while sending');
  });
});
