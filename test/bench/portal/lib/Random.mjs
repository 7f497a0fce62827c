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

/** The same numbers each time (mulberry32), so that two benches measure the same data. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed;
  }

  /** From 0 up to, not including, 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, not including, `end`. */
  below(end) {
    return Math.floor(this.next() * end);
  }

  /** One of the entries; the weights say how often. */
  pick(weighted) {
    const entries = Object.entries(weighted);
    let left =
      this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of entries) {
      left -= weight;
      if (left < 0) return value;
    }
    return entries[0][0];
  }

  /** As UUIDs look. */
  uuid() {
    const hex = Array.from({ length: 32 }, () =>
      this.below(16).toString(16),
    ).join('');
    return [8, 4, 4, 4, 12]
      .reduce(
        ([parts, at], length) => [
          [...parts, hex.slice(at, at + length)],
          at + length,
        ],
        [[], 0],
      )[0]
      .join('-');
  }
}
