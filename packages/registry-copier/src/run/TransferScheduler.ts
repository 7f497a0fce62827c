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

import type { AdaptiveLimiter } from '../client/AdaptiveLimiter';

interface Waiting {
  order: number;
  limiters: Set<AdaptiveLimiter>;
  start: () => void;
}

/**
 * Starts tasks that need room at several registries: each as soon as all of them have room, the first that came first. A
 * task takes all its room at once, so that two that need the same never wait for each other, and one whose registry is
 * busy keeps no room at another.
 *
 * @internal
 */
export class TransferScheduler {
  /** Tasks that need the same limiters wait in one line. */
  readonly #lines = new Map<string, Waiting[]>();
  readonly #names = new Map<AdaptiveLimiter, number>();
  #order = 0;

  /** Runs the task when every limiter has room. */
  async run<T>(
    limiters: AdaptiveLimiter[],
    task: () => Promise<T>,
  ): Promise<T> {
    const needed = new Set(limiters);
    await new Promise<void>(start => {
      this.#order += 1;
      this.#lineOf(needed).push({
        order: this.#order,
        limiters: needed,
        start,
      });
      this.#startMore();
    });
    try {
      return await task();
    } finally {
      needed.forEach(limiter => limiter.release());
      this.#startMore();
    }
  }

  #lineOf(limiters: Set<AdaptiveLimiter>): Waiting[] {
    const names = [...limiters].map(limiter => {
      const name = this.#names.get(limiter) ?? this.#names.size;
      this.#names.set(limiter, name);
      return name;
    });
    const key = names.sort((a, b) => a - b).join('+');
    const line = this.#lines.get(key) ?? [];
    this.#lines.set(key, line);
    return line;
  }

  #startMore(): void {
    for (;;) {
      const ready = [...this.#lines.values()]
        .filter(([first]) => first && [...first.limiters].every(l => l.isFree))
        .sort(([a], [b]) => a.order - b.order)[0];
      const next = ready?.shift();
      if (!next) {
        return;
      }
      next.limiters.forEach(limiter => limiter.take());
      next.start();
    }
  }
}
