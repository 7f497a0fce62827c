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

import { systemClock, type Clock } from '../time/Clock';

/**
 * Reads each thing once at a time, however many ask for it, and gives the same answer for a while after.
 *
 * @internal
 */
export class SharedReads<T> {
  readonly #reads = new Map<string, Promise<T>>();
  readonly #clock: Clock;
  readonly #keepMs: number;

  /** @param options - `keepMs`: for how long an answer, or a failure, is given again */
  constructor(options: { keepMs: number; clock?: Clock }) {
    this.#clock = options.clock ?? systemClock;
    this.#keepMs = options.keepMs;
  }

  /** @throws what `read` threw, to all who waited for it */
  async get(key: string, read: () => Promise<T>): Promise<T> {
    const running = this.#reads.get(key);
    if (running) {
      return running;
    }
    const begun = read().finally(() =>
      this.#clock.setTimer(this.#keepMs, () => this.#reads.delete(key)),
    );
    this.#reads.set(key, begun);
    return begun;
  }
}
