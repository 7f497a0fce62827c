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

import { FakeClock } from '../__testUtils__/FakeClock';
import { SharedReads } from './SharedReads';

describe('SharedReads', () => {
  const clock = new FakeClock();
  const reads = new SharedReads<number>({ keepMs: 2_000, clock });

  it('reads once for all who ask at the same time, and shortly after', async () => {
    let finish: (value: number) => void = () => {};
    const read = jest.fn(
      () =>
        new Promise<number>(resolve => {
          finish = resolve;
        }),
    );
    const asked = Array.from({ length: 50 }, () => reads.get('a', read));
    // However long it takes.
    clock.advance(60_000);
    asked.push(reads.get('a', read));
    finish(1);
    expect(new Set(await Promise.all(asked))).toEqual(new Set([1]));
    clock.advance(1_999);
    expect(await reads.get('a', read)).toBe(1);
    expect(read).toHaveBeenCalledTimes(1);
    expect(await reads.get('b', async () => 2)).toBe(2);

    clock.advance(1);
    expect(await reads.get('a', async () => 3)).toBe(3);
  });

  it('tells all of a failure, and forgets it after a while', async () => {
    const fail = jest.fn(async () => {
      throw new Error('away');
    });
    const asked = [1, 2, 3].map(() => reads.get('c', fail));
    for (const answer of asked) {
      await expect(answer).rejects.toThrow('away');
    }
    expect(fail).toHaveBeenCalledTimes(1);
    clock.advance(2_000);
    expect(await reads.get('c', async () => 4)).toBe(4);
  });

  it('keeps nothing for ever', () => {
    clock.advance(10_000);
    expect(clock.pending).toBe(0);
  });
});
