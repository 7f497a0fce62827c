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
 * Lets one task at a time run for each key.
 *
 * @internal
 */
export class KeyedLock {
  readonly #last = new Map<string, Promise<void>>();

  /** @throws the signal's reason when it is aborted before the task could begin */
  async run<T>(
    key: string,
    signal: AbortSignal,
    task: () => Promise<T>,
  ): Promise<T> {
    const before = this.#last.get(key);
    let release = () => {};
    const mine = new Promise<void>(resolve => {
      release = resolve;
    });
    const last = Promise.all([before, mine]).then(() => {
      if (this.#last.get(key) === last) {
        this.#last.delete(key);
      }
    });
    this.#last.set(key, last);
    try {
      await Promise.race([before, rejectOnAbort(signal, last)]);
      signal.throwIfAborted();
      return await task();
    } finally {
      release();
    }
  }
}

async function rejectOnAbort(
  signal: AbortSignal,
  unless: Promise<void>,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    void unless.then(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    if (signal.aborted) {
      abort();
    }
  });
}
