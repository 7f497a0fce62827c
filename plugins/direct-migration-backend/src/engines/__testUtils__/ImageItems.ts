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

import { randomUUID } from 'node:crypto';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ItemLog } from '../../database/LogsStore';
import type { ItemContext, ItemEngine, Sibling, StepResult } from '../types';
import type { TwoSandboxes } from './TwoSandboxes';

type Final = Exclude<StepResult, { kind: 'continue' }>;

interface Item {
  itemId: string;
  spec: Plan['images'][number];
  state: Sibling['state'];
  attempt: number;
  dueAttempt: number | undefined;
  cancelRequested: boolean;
  timedOut: boolean;
  stop: AbortController;
}

/** The images of one migration, driven as the worker does it. */
export class ImageItems {
  readonly migrationId = randomUUID();
  readonly items: Item[];
  /** What was kept of logs, by item. */
  readonly logs = new Map<string, ItemLog>();
  readonly #two: TwoSandboxes;
  readonly #plan: Plan;

  constructor(two: TwoSandboxes, plan: Plan) {
    this.#two = two;
    this.#plan = plan;
    this.items = plan.images.map(spec => ({
      itemId: randomUUID(),
      spec,
      state: 'queued',
      attempt: 0,
      dueAttempt: 1,
      cancelRequested: false,
      timedOut: false,
      stop: new AbortController(),
    }));
  }

  context(index: number, overrides: Partial<ItemContext> = {}): ItemContext {
    const { itemId, spec, attempt, stop } = this.items[index];
    return this.#two.context({
      plan: this.#plan,
      kind: 'image',
      migrationId: this.migrationId,
      itemId,
      spec,
      attempt,
      signal: stop.signal,
      keepLog: async log => {
        this.logs.set(itemId, log);
      },
      siblings: async () => this.items.map(({ stop: _, ...item }) => item),
      ...overrides,
    });
  }

  /** One attempt at one item with its clean-up. `undefined`: it was canceled. */
  async run(engine: ItemEngine, index: number): Promise<Final | undefined> {
    const item = this.items[index];
    item.state = 'running';
    item.attempt = item.dueAttempt!;
    item.stop = new AbortController();
    const canceled = new Promise<undefined>(resolve => {
      item.stop.signal.addEventListener('abort', () => resolve(undefined));
    });
    const driven = this.#two.drive(engine, this.context(index));
    driven.catch(() => {});
    const result = (await Promise.race([driven, canceled])) as
      | Final
      | undefined;
    // What it came to is known before the clean-up begins.
    item.dueAttempt = undefined;
    await this.cleanUp(engine, index);
    item.state = result ? result.kind : 'canceled';
    return result;
  }

  async cleanUp(
    engine: ItemEngine,
    index: number,
    overrides: Partial<ItemContext> = {},
  ): Promise<void> {
    const { signal } = new AbortController();
    const context = this.context(index, { signal, ...overrides });
    while (!(await engine.cleanup(context))) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  cancel(index: number): void {
    const item = this.items[index];
    item.cancelRequested = true;
    item.dueAttempt = undefined;
    item.stop.abort('canceled');
  }

  /** Its time is over: it is decided, whatever its copy does. */
  timeOut(index: number): void {
    const item = this.items[index];
    item.timedOut = true;
    item.dueAttempt = undefined;
    item.stop.abort('overdue');
  }

  /** Queues the item again, as a person does. */
  retry(index: number): void {
    const item = this.items[index];
    item.state = 'queued';
    item.cancelRequested = false;
    item.timedOut = false;
    item.dueAttempt = item.attempt + 1;
  }
}
