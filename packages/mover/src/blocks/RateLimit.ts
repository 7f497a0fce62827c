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

import { sleep } from '../process/sleep';

/** Keeps what is sent below so many bytes per second, over the last seconds. */
export class RateLimit {
  private readonly bytesPerSecond: number | undefined;
  private readonly now: () => number;
  /** When the next byte may go. */
  private nextAt = 0;

  /** @param bytesPerSecond - no limit without it */
  constructor(
    bytesPerSecond: number | undefined,
    now: () => number = performance.now.bind(performance),
  ) {
    this.bytesPerSecond = bytesPerSecond;
    this.now = now;
  }

  /** Waits until so many bytes may go. */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    if (this.bytesPerSecond === undefined) {
      return;
    }
    const wait = this.reserve(bytes);
    if (wait > 0) {
      await sleep(wait, signal);
    }
  }

  /** Milliseconds until so many bytes may go. What was not used is not saved up. */
  reserve(bytes: number): number {
    const now = this.now();
    const at = Math.max(this.nextAt, now);
    this.nextAt = at + (bytes / (this.bytesPerSecond ?? Infinity)) * 1000;
    return at - now;
  }
}
