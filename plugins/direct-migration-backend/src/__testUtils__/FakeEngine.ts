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

import type { ItemContext, ItemEngine, StepResult } from '../engines/types';

/** An engine that does what a test tells it, and remembers. */
export class FakeEngine implements ItemEngine {
  /** `step <attempt>` or `cleanup`, by item. */
  readonly calls: Array<{ itemId: string; what: string }> = [];
  /** Items at which a step is being done, and how many at once there ever were at one item. */
  readonly #busy = new Map<string, number>();
  maxAtOnce = 0;

  onStep: (context: ItemContext) => Promise<StepResult> = async () => ({
    kind: 'succeeded',
    progress: { bytesDone: 10, bytesTotal: 10, filesDone: 1, filesTotal: 1 },
  });
  onCleanup: (context: ItemContext) => Promise<boolean> = async () => true;

  async step(context: ItemContext): Promise<StepResult> {
    this.calls.push({
      itemId: context.itemId,
      what: `step ${context.attempt}`,
    });
    return this.#counted(context, () => this.onStep(context));
  }

  async cleanup(context: ItemContext): Promise<boolean> {
    this.calls.push({ itemId: context.itemId, what: 'cleanup' });
    return this.#counted(context, () => this.onCleanup(context));
  }

  /** What was called, in order. */
  get log(): string[] {
    return this.calls.map(({ what }) => what);
  }

  async #counted<T>(context: ItemContext, call: () => Promise<T>): Promise<T> {
    const { itemId } = context;
    const busy = (this.#busy.get(itemId) ?? 0) + 1;
    this.#busy.set(itemId, busy);
    this.maxAtOnce = Math.max(this.maxAtOnce, busy);
    try {
      return await call();
    } finally {
      this.#busy.set(itemId, (this.#busy.get(itemId) ?? 1) - 1);
    }
  }
}

/** Resolves when the signal is aborted. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) {
    await new Promise<void>(resolve => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
