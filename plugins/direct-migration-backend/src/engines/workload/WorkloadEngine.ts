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

import type { StoppedWorkloadsStore } from '../../database/StoppedWorkload';
import { connectBoth, type EngineOptions } from '../EngineOptions';
import { runStep } from '../common/runStep';
import type { ItemContext, ItemEngine, StepResult } from '../types';
import { quiesce } from './quiesce';
import { restore } from './restore';

/**
 * Stops the workloads that use the volumes of a plan, and starts them again.
 *
 * What it changes belongs to the migration, not to the attempt: there is nothing to be cleaned up after one, and the
 * next carries on.
 *
 * @internal
 */
export class WorkloadEngine implements ItemEngine {
  readonly #options: EngineOptions;
  readonly #store: StoppedWorkloadsStore;
  readonly #windowMs: number;

  constructor(options: EngineOptions & { store: StoppedWorkloadsStore }) {
    this.#options = options;
    this.#store = options.store;
    this.#windowMs = options.windowMs ?? 10_000;
  }

  async step(context: ItemContext): Promise<StepResult> {
    return runStep(context, async () => {
      const { source } = await connectBoth(this.#options, context.plan);
      return context.step === 'restore'
        ? restore({ context, source, store: this.#store })
        : quiesce({
            context,
            source,
            store: this.#store,
            windowMs: this.#windowMs,
          });
    });
  }

  async cleanup(): Promise<boolean> {
    return true;
  }
}
