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

/** Bytes in one piece of a body. */
export const PIECE_BYTES = 256 * 1024;

/** As many as a few transfers use at once; more would only lie about. */
const KEPT = 32;

const ours = new WeakSet<ArrayBufferLike>();
const free: ArrayBufferLike[] = [];

/**
 * Memory for the pieces of bodies. Using it again, instead of taking new memory for each piece, is a quarter of all the
 * work of a transfer. What is never given back is collected as any other memory.
 *
 * @internal
 */
export const piecePool = {
  /** A buffer of {@link PIECE_BYTES} bytes with any content. */
  take(): Buffer {
    const known = free.pop();
    if (known) {
      return Buffer.from(known);
    }
    const buffer = Buffer.allocUnsafeSlow(PIECE_BYTES);
    ours.add(buffer.buffer);
    return buffer;
  },

  /** Whoever had the piece last gives it back; nobody may look at it any more. Other buffers are left alone. */
  giveBack(piece: Uint8Array): void {
    const { buffer } = piece;
    if (free.length < KEPT && ours.has(buffer) && !free.includes(buffer)) {
      free.push(buffer);
    }
  },
};
