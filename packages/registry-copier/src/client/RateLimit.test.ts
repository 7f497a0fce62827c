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

import { RateLimit } from './RateLimit';

describe('RateLimit', () => {
  const waits: number[] = [];
  let now = 0;
  const limit = (bytesPerSecond: number) =>
    new RateLimit({
      bytesPerSecond,
      now: () => now,
      wait: async ms => {
        waits.push(ms);
      },
    });

  beforeEach(() => {
    waits.length = 0;
    now = 5_000;
  });

  it('lets a quarter of a second go at once, then makes all who take wait one after the other', async () => {
    const rate = limit(1_000);
    await rate.take(250);
    expect(waits).toEqual([]);
    await rate.take(500);
    await rate.take(1_000);
    expect(waits).toEqual([500, 1_500]);
    now += 1_500;
    await rate.take(100);
    expect(waits).toEqual([500, 1_500, 100]);
  });

  it('saves up no more than that', async () => {
    const rate = limit(1_000);
    await rate.take(250);
    now += 3_600_000;
    await rate.take(1_250);
    expect(waits).toEqual([1_000]);
  });

  it('ends waiting at once when canceled', async () => {
    const abort = new AbortController();
    const waiting = new RateLimit({ bytesPerSecond: 1 }).take(
      1_000_000,
      abort.signal,
    );
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELED' });
  });
});
