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

/** The rate is that of about the last so many milliseconds. */
const WINDOW_MS = 10_000;

/**
 * The rate of a number of bytes that grows, over the last seconds.
 *
 * @internal
 */
export class RateWindow {
  readonly #samples: { at: number; bytes: number }[];

  /** @param at - now, in milliseconds that never go back, like all times here */
  constructor(at: number) {
    this.#samples = [{ at, bytes: 0 }];
  }

  /** Remembers where the number was. */
  sample(at: number, bytes: number): void {
    const samples = this.#samples;
    samples.push({ at, bytes });
    while (samples.length > 2 && at - samples[1].at >= WINDOW_MS) {
      samples.shift();
    }
  }

  /** The rate, never negative, and the time until `left` more bytes are there, if that can be said. */
  outlook(
    at: number,
    bytes: number,
    left: number,
  ): { bytesPerSecond: number; etaSeconds?: number } {
    const oldest = this.#samples[0];
    const seconds = Math.max(1, at - oldest.at) / 1000;
    const bytesPerSecond = Math.max(
      0,
      Math.round((bytes - oldest.bytes) / seconds),
    );
    const eta = left <= 0 ? 0 : left / bytesPerSecond;
    return {
      bytesPerSecond,
      ...(Number.isFinite(eta) ? { etaSeconds: Math.ceil(eta) } : {}),
    };
  }
}
