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

import { sleep, type Clock } from '../time/Clock';

/** How a call of an engine ended. `abandoned`: it did not return although it was told to. */
export type EngineOutcome<T> =
  | { kind: 'returned'; value: T }
  | { kind: 'threw'; error: unknown }
  | { kind: 'abandoned' };

/**
 * Calls an engine with a signal that is aborted when one of the given ones is, or at the deadline. An engine that does
 * not return then is left behind after the grace period: nothing waits for ever.
 */
export async function runEngine<T>(options: {
  clock: Clock;
  signals: AbortSignal[];
  deadlineAt: Date | undefined;
  graceMs: number;
  call: (signal: AbortSignal) => Promise<T>;
}): Promise<EngineOutcome<T>> {
  const { clock, signals, deadlineAt, graceMs } = options;
  const deadline = new AbortController();
  const signal = AbortSignal.any([...signals, deadline.signal]);
  const finished = new AbortController();
  const cancelDeadline = deadlineAt
    ? clock.setTimer(deadlineAt.getTime() - clock.now().getTime(), () =>
        deadline.abort('deadline'),
      )
    : () => {};

  const call = async (): Promise<EngineOutcome<T>> => {
    try {
      return { kind: 'returned', value: await options.call(signal) };
    } catch (error) {
      return { kind: 'threw', error };
    }
  };
  const abandon = async (): Promise<EngineOutcome<T>> => {
    await aborted(signal, finished.signal);
    await sleep(clock, graceMs, finished.signal);
    return { kind: 'abandoned' };
  };

  try {
    return await Promise.race([call(), abandon()]);
  } finally {
    cancelDeadline();
    finished.abort();
  }
}

/** Resolves when either signal is aborted. */
async function aborted(
  signal: AbortSignal,
  finished: AbortSignal,
): Promise<void> {
  const either = AbortSignal.any([signal, finished]);
  if (!either.aborted) {
    await new Promise<void>(resolve => {
      either.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
