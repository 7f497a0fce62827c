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

/** The only time that the worker knows, so that tests need not wait for it. */
export interface Clock {
  now(): Date;
  /** Calls back once. @returns a function that calls it off */
  setTimer(afterMs: number, callback: () => void): () => void;
}

/** Longest delay that timers of Node.js can hold. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Real time. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => new Date(),
  setTimer(afterMs, callback) {
    const timer = setTimeout(
      callback,
      Math.min(Math.max(afterMs, 0), MAX_TIMER_MS),
    );
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves after a time, or at once when the signal is aborted. */
export async function sleep(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted || ms <= 0) {
    return;
  }
  await new Promise<void>(resolve => {
    let cancel = () => {};
    const finish = () => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    cancel = clock.setTimer(ms, finish);
    signal.addEventListener('abort', finish);
  });
}
