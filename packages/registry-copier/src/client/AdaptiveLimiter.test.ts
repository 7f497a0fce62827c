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

import { AdaptiveLimiter } from './AdaptiveLimiter';

/** Tasks that end when they are told to. */
function tasksOf(limiter: AdaptiveLimiter, count: number) {
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const all = Array.from({ length: count }, (_, i) =>
    limiter.run(async () => {
      started.push(i);
      await new Promise<void>(resolve => (ends[i] = resolve));
    }),
  );
  const end = async (i: number) => {
    ends[i]();
    await all[i];
  };
  return { started, end };
}

describe('AdaptiveLimiter', () => {
  it('lets so many run at a time, in the order they came', async () => {
    const limiter = new AdaptiveLimiter(2);
    const { started, end } = tasksOf(limiter, 4);
    expect(started).toEqual([0, 1]);
    await end(1);
    expect(started).toEqual([0, 1, 2]);
    await end(0);
    expect(started).toEqual([0, 1, 2, 3]);
  });

  it('goes on after a task that fails', async () => {
    const limiter = new AdaptiveLimiter(1);
    const failing = limiter.run(async () => {
      throw new Error('no');
    });
    const next = limiter.run(async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });

  it('halves once for all that were in flight, never below one', async () => {
    const limiter = new AdaptiveLimiter(8);
    const { started, end } = tasksOf(limiter, 12);
    expect(started).toHaveLength(8);
    for (let i = 0; i < 8; i++) {
      limiter.overloaded();
      await end(i);
    }
    expect(limiter.limit).toBe(4);
    // Four of the first eight have to end before another begins.
    expect(started).toEqual([...Array(12).keys()]);
    for (let i = 0; i < 100; i++) {
      limiter.overloaded();
    }
    expect(limiter.limit).toBe(1);
    expect(limiter.isFree).toBe(false);
  });

  it('grows by one for as many successes as are in flight, up to where it was', () => {
    const limiter = new AdaptiveLimiter(8);
    limiter.overloaded();
    const needed: number[] = [];
    for (let limit = 5; limit <= 8; limit++) {
      let count = 0;
      while (limiter.limit < limit) {
        limiter.succeeded();
        count += 1;
      }
      needed.push(count);
    }
    expect(needed.every((count, i) => count >= 4 + i && count <= 6 + i)).toBe(
      true,
    );
    for (let i = 0; i < 100; i++) {
      limiter.succeeded();
    }
    expect(limiter.limit).toBe(8);
  });
});
