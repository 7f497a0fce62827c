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

import { RegistryError } from '../model/RegistryError';
import type { RegistryErrorCode } from '../model/RegistryError';
import { backoffMs, retry, retryPolicy } from './retry';

const policy = { attempts: 4, baseDelayMs: 0, maxDelayMs: 0 };

async function attemptsFor(options: {
  code: RegistryErrorCode;
  retryable?: boolean;
  retryAfterMs?: number;
  exhausted?: boolean;
}): Promise<number> {
  let count = 0;
  const attempt = async () => {
    count += 1;
    throw Object.assign(
      new RegistryError({ message: 'no', retryable: true, ...options }),
      { exhausted: options.exhausted ?? false },
    );
  };
  await expect(retry(attempt, { policy })).rejects.toMatchObject({
    code: options.code,
  });
  return count;
}

describe('retry', () => {
  it('tries as often as the kind of error is worth', async () => {
    expect(await attemptsFor({ code: 'NETWORK' })).toBe(4);
    expect(await attemptsFor({ code: 'CORRUPT' })).toBe(2);
    expect(await attemptsFor({ code: 'RATE_LIMITED' })).toBe(16);
    expect(await attemptsFor({ code: 'NETWORK', retryable: false })).toBe(1);
    expect(await attemptsFor({ code: 'NETWORK', exhausted: true })).toBe(1);
    expect(
      await attemptsFor({ code: 'RATE_LIMITED', retryAfterMs: 3_600_000 }),
    ).toBe(1);
  });

  it('does not hide faults of the program', async () => {
    const attempt = jest.fn().mockRejectedValue(new TypeError('x'));
    await expect(retry(attempt, { policy })).rejects.toThrow(TypeError);
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  it('stops waiting when canceled', async () => {
    const abort = new AbortController();
    const attempt = async () => {
      throw new RegistryError({
        code: 'NETWORK',
        message: 'no',
        retryable: true,
      });
    };
    await expect(
      retry(attempt, {
        policy: { attempts: 3, baseDelayMs: 3_600_000, maxDelayMs: 3_600_000 },
        signal: abort.signal,
        onRetry: () => abort.abort(),
      }),
    ).rejects.toMatchObject({ code: 'CANCELED' });
  });

  it('waits longer each time, up to a limit, around a mean', () => {
    const waits = [2, 3, 4, 5, 60].map(next =>
      backoffMs(retryPolicy({ maxDelayMs: 3_000 }), next, 0.5),
    );
    expect(waits).toEqual([500, 1000, 2000, 3000, 3000]);
    expect(backoffMs(retryPolicy(), 2, 0)).toBe(250);
    expect(backoffMs(retryPolicy(), 2, 1)).toBe(750);
  });
});
