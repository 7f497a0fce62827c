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

/** A volume whose pods take longer than this may have given its slot away, as the documentation says. */
const PATIENCE_MS = 20_000;

/** What migrations have run at once, by the times that their items tell. */
export class Overlaps {
  #waiting = new Map();
  #excused = new Set();

  /** To be called with each look at a migration: items that wait for their cluster give their slot away after a while. */
  look({ items }) {
    const now = Date.now();
    for (const { id, waitingFor } of items) {
      if (!waitingFor) this.#waiting.delete(id);
      else if (!this.#waiting.has(id)) this.#waiting.set(id, now);
      else if (now - this.#waiting.get(id) > PATIENCE_MS) this.#excused.add(id);
    }
  }

  /** @returns {number} the most of these items that were at work at one instant */
  most(items) {
    const edges = items
      .filter(({ id }) => !this.#excused.has(id))
      .flatMap(({ startedAt, finishedAt }) => [
        [Date.parse(startedAt), 1],
        [Date.parse(finishedAt), -1],
      ])
      // Who ends comes before who begins in the same millisecond.
      .sort(([a, up], [b, down]) => a - b || up - down);
    let running = 0;
    return Math.max(0, ...edges.map(([, step]) => (running += step)));
  }
}
