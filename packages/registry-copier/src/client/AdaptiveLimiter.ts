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

/** The number in flight is divided by this when the registry has too much to do. */
const CUT = 2;

/**
 * How much may be in flight to one registry at a time: as much as was asked for, less when the registry says that it is
 * too much, and then slowly more again (additive increase, multiplicative decrease).
 *
 * @internal
 */
export class AdaptiveLimiter {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #limit: number;
  #running = 0;
  /** Answers still to come to what was sent before the last cut; they say nothing about the new limit. */
  #stale = 0;

  constructor(most: number) {
    this.#most = most;
    this.#limit = most;
  }

  /** How many may be in flight now. */
  get limit(): number {
    return Math.max(1, Math.floor(this.#limit));
  }

  /** Whether one more may be. */
  get isFree(): boolean {
    return this.#running < this.limit;
  }

  /** Waits for its turn, runs the task, and lets the next one go. A task must not wait for another of this limiter. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (!this.isFree || this.#waiting.length) {
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    } else {
      this.take();
    }
    try {
      return await task();
    } finally {
      this.release();
    }
  }

  /** One more is in flight; for those who look at {@link AdaptiveLimiter.isFree} themselves. */
  take(): void {
    this.#running += 1;
  }

  /** One less. */
  release(): void {
    this.#running -= 1;
    while (this.#waiting.length && this.isFree) {
      this.take();
      this.#waiting.shift()!();
    }
  }

  /** The registry did what it was asked. */
  succeeded(): void {
    if (this.#stale > 0) {
      this.#stale -= 1;
      return;
    }
    this.#limit = Math.min(this.#most, this.#limit + 1 / this.#limit);
  }

  /** The registry says that it has too much to do: 429, or an error of its own. */
  overloaded(): void {
    if (this.#stale > 0) {
      this.#stale -= 1;
      return;
    }
    this.#limit = Math.max(1, this.#limit / CUT);
    this.#stale = Math.max(0, this.#running - 1);
  }
}
