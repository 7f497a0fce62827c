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

import { BodyQueue } from './BodyQueue';
import { PIECE_BYTES, piecePool } from './piecePool';

function queueOf(length?: number) {
  const calls: string[] = [];
  const queue = new BodyQueue({
    length,
    onRoom: () => calls.push('room'),
    onAbandoned: () => calls.push('abandoned'),
  });
  return { queue, calls };
}

describe('BodyQueue', () => {
  it('copies, and gives what has come by then in one piece', async () => {
    const { queue } = queueOf();
    const first = queue.next();
    const shared = Buffer.from('abc');
    queue.push(shared);
    shared.write('xyz');
    queue.push(shared);
    expect(String((await first).value)).toBe('abcxyz');
    queue.push(Buffer.from('!'));
    queue.end();
    expect(String((await queue.next()).value)).toBe('!');
    expect((await queue.next()).done).toBe(true);
  });

  it('is crowded with two full pieces, and says when there is room', async () => {
    const { queue, calls } = queueOf();
    const third = Buffer.alloc(PIECE_BYTES / 2, 'x');
    for (let i = 0; i < 3; i += 1) {
      queue.push(third);
      expect(queue.crowded).toBe(false);
    }
    queue.push(third);
    expect(queue.crowded).toBe(true);
    // What was on its way already is taken all the same.
    queue.push(third);
    expect((await queue.next()).value).toHaveLength(PIECE_BYTES);
    expect(calls).toEqual(['room']);
    expect(queue.crowded).toBe(false);
    expect((await queue.next()).value).toHaveLength(PIECE_BYTES);
    expect((await queue.next()).value).toHaveLength(PIECE_BYTES / 2);
    expect(calls).toEqual(['room']);
  });

  it('gives out what came before an error', async () => {
    const { queue, calls } = queueOf(100);
    queue.push(Buffer.from('abc'));
    queue.fail(new Error('broken'));
    expect(String((await queue.next()).value)).toBe('abc');
    await expect(queue.next()).rejects.toThrow('broken');
    await queue.return();
    expect(calls).toEqual([]);
  });

  it('tells that the rest is not wanted, unless there is none', async () => {
    const one = queueOf();
    await one.queue.return();
    expect(one.calls).toEqual(['abandoned']);
    const other = queueOf();
    other.queue.end();
    await other.queue.return();
    expect(other.calls).toEqual([]);
  });
});

describe('piecePool', () => {
  it('uses again what is given back, once, and nothing else', () => {
    const piece = piecePool.take();
    piecePool.giveBack(piece.subarray(0, 10));
    piecePool.giveBack(piece);
    piecePool.giveBack(Buffer.allocUnsafeSlow(PIECE_BYTES));
    const again = piecePool.take();
    expect(again.buffer).toBe(piece.buffer);
    expect(again).toHaveLength(PIECE_BYTES);
    expect(piecePool.take().buffer).not.toBe(piece.buffer);
  });
});
