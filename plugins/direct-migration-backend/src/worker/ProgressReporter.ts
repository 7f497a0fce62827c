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

import type {
  Progress,
  TagsProgress,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Clock } from '../time/Clock';

/** At most one write in this time, per item. */
const INTERVAL_MS = 1_000;

/** What an engine says of an item while a step is under way. */
export interface ItemReport {
  progress?: Progress;
  /** Called when it is written, as there may be many. */
  tags?: () => TagsProgress | undefined;
  phase?: string;
}

/** Writes the newest phase and progress of an item, but not more often than once a second. */
export class ProgressReporter {
  readonly #clock: Clock;
  readonly #write: (report: ItemReport) => Promise<void>;
  #latest: ItemReport = {};
  #writing: Promise<void> = Promise.resolve();
  #cancelTimer: (() => void) | undefined;
  #lastWrite = Number.NEGATIVE_INFINITY;
  #closed = false;

  /** @param options - `write` must not throw */
  constructor(options: {
    clock: Clock;
    write: (report: ItemReport) => Promise<void>;
  }) {
    this.#clock = options.clock;
    this.#write = options.write;
  }

  /** Keeps what the report does not mention. */
  report(report: ItemReport): void {
    if (this.#closed) {
      return;
    }
    this.#latest = { ...this.#latest, ...report };
    if (!this.#cancelTimer) {
      const wait = this.#lastWrite + INTERVAL_MS - this.#clock.now().getTime();
      this.#cancelTimer = this.#clock.setTimer(Math.max(0, wait), () =>
        this.#flush(),
      );
    }
  }

  /** Ends reporting. @returns what was reported last and is not written yet */
  async close(): Promise<ItemReport> {
    this.#closed = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    await this.#writing;
    return this.#latest;
  }

  #flush(): void {
    this.#cancelTimer = undefined;
    const report = this.#latest;
    this.#latest = {};
    this.#lastWrite = this.#clock.now().getTime();
    this.#writing = this.#writing.then(() => this.#write(report));
  }
}
