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
 * A queue of keys that are handled one after the other; a key that is added again while it waits is handled once. Failures
 * are retried with a growing pause.
 * @internal
 */
export class WorkQueue {
  readonly #handle: (key: string) => Promise<void> | void;
  readonly #waiting = new Set<string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #failures = new Map<string, number>();
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(handle: (key: string) => Promise<void> | void) {
    this.#handle = handle;
  }

  add(key: string): void {
    if (this.#stopped) {
      return;
    }
    this.#waiting.add(key);
    this.#running ??= this.#drain();
  }

  addAfter(key: string, ms: number): void {
    if (this.#stopped) {
      return;
    }
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        this.add(key);
      }, Math.max(0, ms)),
    );
  }

  /** Ends when the key that is being handled is done; nothing is handled afterwards. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#waiting.clear();
    this.#timers.forEach(timer => clearTimeout(timer));
    this.#timers.clear();
    await this.#running;
  }

  async #drain(): Promise<void> {
    // Lets the caller finish its change before anybody reacts to it.
    await Promise.resolve();
    for (;;) {
      const [key] = this.#waiting;
      if (key === undefined || this.#stopped) {
        this.#running = undefined;
        return;
      }
      this.#waiting.delete(key);
      try {
        await this.#handle(key);
        this.#failures.delete(key);
      } catch (error) {
        const failures = (this.#failures.get(key) ?? 0) + 1;
        this.#failures.set(key, failures);
        this.addAfter(key, Math.min(30_000, 50 * 2 ** failures));
      }
    }
  }
}
