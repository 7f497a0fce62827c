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

import type { Watchdog } from './Watchdog';

/**
 * The body of an answer, read under the eyes of a watchdog: it looks away while the reader is busy with a piece, since that
 * silence is not the peer's.
 *
 * @internal
 */
export class WatchedBody implements AsyncIterableIterator<Buffer> {
  private away = false;

  constructor(
    private readonly options: {
      body: AsyncIterableIterator<Buffer>;
      watchdog: Watchdog;
      /** What to throw for an error of the connection. */
      failure: (error: unknown) => unknown;
      /** Called at the end, whatever it is. */
      done: () => void;
    },
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Buffer, undefined>> {
    const { body, watchdog, failure, done } = this.options;
    if (this.away) {
      watchdog.resume();
      this.away = false;
    }
    try {
      const result = await body.next();
      if (result.done) {
        done();
        return { done: true, value: undefined };
      }
      watchdog.pause();
      this.away = true;
      watchdog.touch(result.value.length);
      return result;
    } catch (error) {
      done();
      throw failure(error);
    }
  }

  /** The rest is not wanted. */
  async return(): Promise<IteratorResult<Buffer, undefined>> {
    this.options.done();
    await this.options.body.return?.();
    return { done: true, value: undefined };
  }
}
