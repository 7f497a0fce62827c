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

import type { EngineOptions } from '../EngineOptions';
import type { ItemContext, ItemEngine, StepResult } from '../types';
import { BackendCopier } from './BackendCopier';
import { CopierJobs } from './CopierJobs';
import { runsOn } from './copierPlace';

/**
 * Moves image repositories: one copier is at all images of a migration together, so that what they share crosses the wire
 * once. It is the same library wherever the plan has it run.
 *
 * @internal
 */
export class ImageEngine implements ItemEngine {
  readonly beginsAhead = true;
  readonly #places: Record<ReturnType<typeof runsOn>, ItemEngine>;

  constructor(options: EngineOptions) {
    this.#places = {
      target: new CopierJobs(options, 'target'),
      source: new CopierJobs(options, 'source'),
      backend: new BackendCopier(options),
    };
  }

  async step(context: ItemContext): Promise<StepResult> {
    return this.#places[runsOn(context.plan)].step(context);
  }

  async cleanup(context: ItemContext): Promise<boolean> {
    return this.#places[runsOn(context.plan)].cleanup(context);
  }
}
