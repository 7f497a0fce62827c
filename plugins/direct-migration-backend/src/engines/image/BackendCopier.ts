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

import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import { MigrationError } from '../../errors/MigrationError';
import { runStep } from '../common/runStep';
import { connectBoth, type EngineOptions } from '../EngineOptions';
import type { ItemContext, ItemEngine, StepResult } from '../types';
import { BackendRun } from './BackendRun';
import { buildCopierConfig, type PreparedImage } from './buildCopierConfig';
import { ensureNamespaces } from './ensureNamespaces';
import { olderImages } from './olderImages';

/** Items of a migration come one after the other; so long after the last of them the copy begins. */
const GATHER_MS = 500;

/**
 * Copies images in the backend's own process, where no Job may run. An item's step lasts as long as its copy: it has nothing
 * outside of this process, so that whoever takes the item over begins again, and finds what was copied by asking the target.
 *
 * @internal
 */
export class BackendCopier implements ItemEngine {
  readonly #options: EngineOptions;
  /** Runs that have not begun, by migration. */
  readonly #gathering = new Map<string, BackendRun>();

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  async step(context: ItemContext): Promise<StepResult> {
    return runStep(context, async () => {
      if (!this.#options.imagesInBackend) {
        throw backendCopyDisabledError();
      }
      const { source } = await connectBoth(this.#options, context.plan);
      const spec = context.spec as Plan['images'][number];
      const { signal } = context;
      const older = await olderImages(source, spec, { signal });
      return this.#join(context, { spec, older });
    });
  }

  async cleanup(): Promise<boolean> {
    return true;
  }

  /** Until this item's copy has ended; begins anew when the copy of another item is stopped. */
  async #join(context: ItemContext, image: PreparedImage): Promise<StepResult> {
    for (;;) {
      const result = await this.#runOf(context).join(context, image);
      context.signal.throwIfAborted();
      if (result) {
        return result;
      }
    }
  }

  #runOf(context: ItemContext): BackendRun {
    const { migrationId } = context;
    let run = this.#gathering.get(migrationId);
    if (!run) {
      run = new BackendRun({
        gatherMs: GATHER_MS,
        onBegin: () => this.#gathering.delete(migrationId),
        prepare: async (first, images) => {
          const { plan } = first;
          const clusters = await connectBoth(this.#options, plan);
          const specs = images.map(({ spec }) => spec);
          await ensureNamespaces(first, clusters, specs);
          return buildCopierConfig({
            plan,
            images,
            clusters,
            runOn: 'backend',
          });
        },
      });
      this.#gathering.set(migrationId, run);
    }
    return run;
  }
}

/** @internal */
export function backendCopyDisabledError(): MigrationError {
  return new MigrationError({
    code: 'BACKEND_COPY_DISABLED',
    message:
      'The plan has its images copied by the backend, and this backend does not allow it',
    hint: 'Set options.images.runOn to target or source, or have directMigration.images.allowInBackend set to true.',
    kind: 'InputError',
    field: 'options.images.runOn',
  });
}
