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

/**
 * Calls back once when nothing was heard for a while. It can be paused while the delay is somebody else's.
 *
 * @internal
 */
export class Watchdog {
  private timer?: NodeJS.Timeout;
  private deadline = 0;
  private left = 0;
  private moved = 0;
  private stopped = false;

  /**
   * @param options - `floor`: so many bytes per `timeoutMs` are the least that counts as life, so that a peer which
   * sends a byte now and then does not keep us for ever
   */
  constructor(
    private readonly options: {
      timeoutMs: number;
      floor: number;
      onSilence: () => void;
    },
  ) {}

  /** Starts waiting, anew if it did already. */
  start(timeoutMs = this.options.timeoutMs): void {
    this.moved = 0;
    this.arm(timeoutMs);
  }

  /** So many bytes came. */
  touch(bytes: number): void {
    this.moved += bytes;
    if (this.moved >= this.options.floor) {
      this.moved = 0;
      this.left = this.options.timeoutMs;
      if (this.timer) {
        this.arm(this.options.timeoutMs);
      }
    }
  }

  /** Stops the clock where it is. */
  pause(): void {
    if (this.timer) {
      this.left = Math.max(0, this.deadline - performance.now());
      clearTimeout(this.timer);
      this.timer = undefined;
    }
  }

  /** Lets the clock run on. */
  resume(): void {
    this.arm(this.left);
  }

  /** Ends waiting for good: what comes late does not wake it, which would keep the process alive. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private arm(ms: number): void {
    clearTimeout(this.timer);
    if (this.stopped) {
      return;
    }
    this.deadline = performance.now() + ms;
    this.timer = setTimeout(this.options.onSilence, ms);
  }
}
