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

import type { Socket } from 'node:net';
import { PIECE_BYTES, piecePool } from './piecePool';

/** A body that is produced while it is sent, once. */
export interface StreamedBody {
  length: number;
  chunks: AsyncIterable<Uint8Array>;
}

/**
 * A write is begun with so much, and with twice as much after each one that was quick, so that on a slow network, too, it is
 * seen that something moves.
 */
const FIRST_WRITE = 16 * 1024;

/** A write that took longer is followed by a small one. */
const SLOW_MS = 1_000;

/**
 * Writes a body to a connection, no faster than the network takes it. Pieces of the piece pool go back to it.
 *
 * @param options - `unwanted`: whether the rest need not be sent
 * @throws what the body throws, or Error when the connection breaks or the body has another length than it says
 */
export async function writeBody(
  socket: Socket,
  body: StreamedBody,
  options: { onSent?: (bytes: number) => void; unwanted: () => boolean },
): Promise<void> {
  let total = 0;
  let unsent = 0;
  let most = FIRST_WRITE;
  let broken: Error | undefined;
  let wake: (() => void) | undefined;
  const onClose = () => {
    broken ??= new Error('the connection was closed while sending');
    wake?.();
  };
  socket.once('close', onClose);

  const write = (part: Uint8Array, last?: Uint8Array) => {
    const began = performance.now();
    unsent += part.length;
    socket.write(part, error => {
      unsent -= part.length;
      most =
        performance.now() - began > SLOW_MS
          ? FIRST_WRITE
          : Math.min(2 * most, PIECE_BYTES);
      if (error) {
        broken ??= error;
      } else {
        options.onSent?.(part.length);
        if (last) {
          piecePool.giveBack(last);
        }
      }
      wake?.();
    });
  };
  const change = () =>
    new Promise<void>(resolve => {
      wake = resolve;
    });
  // One write at a time: more would be put together in memory of their own. The body goes on being made meanwhile.
  const sent = async () => {
    while (unsent && !broken && !options.unwanted()) {
      await change();
    }
    if (broken) {
      throw broken;
    }
  };

  try {
    for await (const piece of body.chunks) {
      total += piece.length;
      if (total > body.length) {
        break;
      }
      for (let offset = 0; offset < piece.length; ) {
        await sent();
        if (options.unwanted()) {
          return;
        }
        const end = Math.min(piece.length, offset + most);
        write(
          piece.subarray(offset, end),
          end === piece.length ? piece : undefined,
        );
        offset = end;
      }
    }
    if (total !== body.length) {
      throw new Error(
        `the body has not the ${body.length} bytes that were announced`,
      );
    }
    await sent();
  } finally {
    socket.off('close', onClose);
  }
}
