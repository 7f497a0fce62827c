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

import { setTimeout as sleep } from 'node:timers/promises';
import { RegistryError } from '../model/RegistryError';
import type { RetryOptions } from '../model/types';

/** {@link RetryOptions} with defaults filled in. */
export type RetryPolicy = Required<RetryOptions>;

/** No registry may keep us waiting longer than this by `Retry-After`. */
const LONGEST_RETRY_AFTER_MS = 600_000;

/** Fills in the defaults. */
export function retryPolicy(options: RetryOptions = {}): RetryPolicy {
  return {
    attempts: options.attempts ?? 6,
    baseDelayMs: options.baseDelayMs ?? 500,
    maxDelayMs: options.maxDelayMs ?? 30_000,
  };
}

/** How long to wait before try number `next` (from 2): exponential, between half and one and a half of the mean. */
export function backoffMs(
  policy: RetryPolicy,
  next: number,
  random: number,
): number {
  return (
    Math.min(
      policy.maxDelayMs,
      policy.baseDelayMs * 2 ** Math.min(next - 2, 20),
    ) *
    (0.5 + random)
  );
}

/** Waits, or throws at once when canceled. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    throw new RegistryError({
      code: 'CANCELED',
      message: 'The copy was canceled',
    });
  }
}

/**
 * Tries until it works, the error is not worth a retry, or the tries are used up. Corrupt content is tried once more
 * only, and waiting on a rate limit uses a quarter of a try.
 *
 * @throws what the last try threw
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  options: {
    policy: RetryPolicy;
    signal?: AbortSignal;
    onRetry?: (error: RegistryError, delayMs: number) => void;
  },
): Promise<T> {
  const { policy, signal, onRetry } = options;
  let used = 0;
  let tries = 1;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (
        !(error instanceof RegistryError) ||
        !error.retryable ||
        error.exhausted ||
        signal?.aborted
      ) {
        throw error;
      }
      if (error.code === 'CORRUPT') {
        used += policy.attempts / 2;
      } else {
        used += error.code === 'RATE_LIMITED' ? 0.25 : 1;
      }
      const asked = error.retryAfterMs ?? 0;
      if (used >= policy.attempts || asked > LONGEST_RETRY_AFTER_MS) {
        throw error;
      }
      tries += 1;
      const delayMs = Math.max(asked, backoffMs(policy, tries, Math.random()));
      onRetry?.(error, delayMs);
      await pause(delayMs, signal);
    }
  }
}
