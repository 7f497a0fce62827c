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

import { pause } from './retry';

/** As much may go at once after a while of nothing, in milliseconds of the limit. */
const BURST_MS = 250;

/**
 * So many bytes per second and no more, over everything that takes from it.
 *
 * @internal
 */
export class RateLimit {
  private readonly bytesPerMs: number;
  private readonly now: () => number;
  private readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** When what was given out so far has been paid for, in milliseconds. */
  private paidAt = -Infinity;

  /** @param options - `bytesPerSecond`: above 0; `now`: a clock in milliseconds */
  constructor(options: {
    bytesPerSecond: number;
    now?: () => number;
    wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
  }) {
    this.bytesPerMs = options.bytesPerSecond / 1000;
    this.now = options.now ?? (() => performance.now());
    this.pause = options.wait ?? pause;
  }

  /**
   * Waits until so many bytes may go, in the order of the calls.
   *
   * @throws RegistryError `CANCELED` at once when the signal says so
   */
  async take(bytes: number, signal?: AbortSignal): Promise<void> {
    const now = this.now();
    this.paidAt =
      Math.max(this.paidAt, now - BURST_MS) + bytes / this.bytesPerMs;
    if (this.paidAt > now) {
      await this.pause(this.paidAt - now, signal);
    }
  }
}
