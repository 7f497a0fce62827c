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

/** What comes in batches, one at a time, without a turn of the event loop for each. */
export class BatchCursor<T> {
  private batch: T[] = [];
  private index = 0;
  private next?: Promise<IteratorResult<T[]>>;
  private done = false;

  constructor(private readonly batches: AsyncIterator<T[]>) {}

  /** `undefined` when it has to be filled, and then when nothing comes any more. */
  get current(): T | undefined {
    return this.batch[this.index];
  }

  /** Goes on to the next one. */
  step(): void {
    this.index += 1;
  }

  /**
   * Waits for the next batch if this one is used up.
   * @throws what the batches throw
   */
  async fill(): Promise<void> {
    while (this.index >= this.batch.length && !this.done) {
      const result = await (this.next ?? this.batches.next());
      this.index = 0;
      this.batch = result.done ? [] : result.value;
      this.done = result.done === true;
      // it is made while this one is used
      this.next = this.done ? undefined : this.batches.next();
      this.next?.catch(() => {});
    }
  }
}
