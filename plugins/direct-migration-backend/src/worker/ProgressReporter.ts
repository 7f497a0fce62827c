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

import type { Progress } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Clock } from './Clock';

/** At most one write of progress in this time, per item. */
const INTERVAL_MS = 1_000;

/** Writes the newest progress of an item, but not more often than once a second. */
export class ProgressReporter {
  readonly #clock: Clock;
  readonly #write: (progress: Progress) => Promise<void>;
  #latest: Progress | undefined;
  #writing: Promise<void> = Promise.resolve();
  #cancelTimer: (() => void) | undefined;
  #lastWrite = Number.NEGATIVE_INFINITY;
  #closed = false;

  /** @param write - must not throw */
  constructor(options: {
    clock: Clock;
    write: (progress: Progress) => Promise<void>;
  }) {
    this.#clock = options.clock;
    this.#write = options.write;
  }

  report(progress: Progress): void {
    if (this.#closed) {
      return;
    }
    this.#latest = progress;
    if (!this.#cancelTimer) {
      const wait = this.#lastWrite + INTERVAL_MS - this.#clock.now().getTime();
      this.#cancelTimer = this.#clock.setTimer(Math.max(0, wait), () =>
        this.#flush(),
      );
    }
  }

  /** Ends reporting. @returns what was reported last and is not written yet */
  async close(): Promise<Progress | undefined> {
    this.#closed = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    await this.#writing;
    return this.#latest;
  }

  #flush(): void {
    this.#cancelTimer = undefined;
    const progress = this.#latest;
    if (progress) {
      this.#latest = undefined;
      this.#lastWrite = this.#clock.now().getTime();
      this.#writing = this.#writing.then(() => this.#write(progress));
    }
  }
}
