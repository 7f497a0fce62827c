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

import type { ItemContext, ItemEngine, StepResult } from '../types';

/**
 * What is done with a volume depends on the step of the migration: in most it is copied.
 *
 * @internal
 */
export class VolumeStepsEngine implements ItemEngine {
  readonly #copy: ItemEngine;
  readonly #steps: Partial<Record<ItemContext['step'], ItemEngine>>;

  /** @param options - `copy`: for every step that has no engine of its own */
  constructor(options: {
    copy: ItemEngine;
    steps: Partial<Record<ItemContext['step'], ItemEngine>>;
  }) {
    this.#copy = options.copy;
    this.#steps = options.steps;
  }

  async step(context: ItemContext): Promise<StepResult> {
    return this.#engine(context).step(context);
  }

  async cleanup(context: ItemContext): Promise<boolean> {
    return this.#engine(context).cleanup(context);
  }

  #engine({ step }: ItemContext): ItemEngine {
    return this.#steps[step] ?? this.#copy;
  }
}
