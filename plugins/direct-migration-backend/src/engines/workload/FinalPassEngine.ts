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

import type { ClusterConnection } from '../../clusters/types';
import type { StoppedWorkloadsStore } from '../../database/StoppedWorkload';
import { MigrationError } from '../../errors/MigrationError';
import type { Pod } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import { connectBoth, type EngineOptions } from '../EngineOptions';
import { runStep } from '../common/runStep';
import type { ItemContext, ItemEngine, StepResult } from '../types';
import { claimsOfPlan, writersAmong } from './findUsers';
import { requireUnchanged } from './requireUnchanged';

const WATCH_MS = 3_600_000;

/**
 * Copies a volume for the last time: only while nobody writes any volume of the plan.
 *
 * It looks before each step and after the last one, and watches in between, because a copy of data that changes would not
 * be a copy. Whoever appears ends the cutover; to stop them, too, would be a guess.
 *
 * @internal
 */
export class FinalPassEngine implements ItemEngine {
  readonly #inner: ItemEngine;
  readonly #options: EngineOptions;
  readonly #store: StoppedWorkloadsStore;

  constructor(
    options: EngineOptions & {
      inner: ItemEngine;
      store: StoppedWorkloadsStore;
    },
  ) {
    this.#inner = options.inner;
    this.#options = options;
    this.#store = options.store;
  }

  async step(context: ItemContext): Promise<StepResult> {
    return runStep(context, async () => {
      const { source } = await connectBoth(this.#options, context.plan);
      await this.#requireQuiet(context, source);
      const result = await this.#stepWatched(context, source);
      if (result.kind === 'succeeded' || result.kind === 'partiallyFailed') {
        await this.#requireQuiet(context, source);
      }
      return result;
    });
  }

  async cleanup(context: ItemContext): Promise<boolean> {
    return this.#inner.cleanup(context);
  }

  async #requireQuiet(
    context: ItemContext,
    source: ClusterConnection,
  ): Promise<void> {
    const { plan, signal } = context;
    await requireUnchanged({ plan, source, store: this.#store, signal });
    for (const [namespace, claims] of claimsOfPlan(plan)) {
      const pods = await source.client.list(resources.pods, {
        namespace,
        signal,
      });
      requireNoWriter(writersAmong(pods, claims), source);
    }
  }

  /** One step, which ends at once when a writer appears. */
  async #stepWatched(
    context: ItemContext,
    source: ClusterConnection,
  ): Promise<StepResult> {
    const found = new AbortController();
    const done = new AbortController();
    let writers: Pod[] = [];
    let failure: unknown;
    const watches = [...claimsOfPlan(context.plan)].map(
      async ([namespace, claims]) => {
        try {
          const { objects } = await source.client.waitFor(resources.pods, {
            namespace,
            timeoutMs: WATCH_MS,
            signal: AbortSignal.any([context.signal, done.signal]),
            predicate: pods => writersAmong(pods, claims).length > 0,
          });
          writers = [...writers, ...writersAmong(objects, claims)];
          if (writers.length > 0) {
            found.abort();
          }
        } catch (error) {
          if (!context.signal.aborted && !done.signal.aborted) {
            // Blind for a moment: the step goes on, and the look after it decides.
            failure = error;
          }
        }
      },
    );
    try {
      const result = await this.#inner.step({
        ...context,
        signal: AbortSignal.any([context.signal, found.signal]),
      });
      requireNoWriter(writers, source);
      if (failure && result.kind !== 'continue' && result.kind !== 'failed') {
        throw failure;
      }
      return result;
    } finally {
      done.abort();
      await Promise.all(watches);
    }
  }
}

function requireNoWriter(pods: Pod[], source: ClusterConnection): void {
  const [pod] = pods;
  if (!pod) {
    return;
  }
  const { metadata } = pod;
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
  throw new MigrationError({
    code: 'WRITER_RETURNED',
    message: `Pod ${metadata?.namespace}/${metadata?.name} on ${
      source.name
    }, made at ${metadata?.creationTimestamp} by ${
      owner ? `${owner.kind} ${owner.name}` : 'nobody that it names'
    }, mounts volumes of the plan after the application was stopped: what it writes would be lost`,
    hint: 'Pause what makes such pods for the time of the cutover, then retry the migration.',
    kind: 'ConflictError',
  });
}
