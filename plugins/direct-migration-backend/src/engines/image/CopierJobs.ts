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
import { runStep } from '../common/runStep';
import {
  connectBoth,
  requireMover,
  type EngineOptions,
} from '../EngineOptions';
import type { ItemContext, ItemEngine, StepResult } from '../types';
import { indexInBatch } from './batch';
import { cleanUpBatches } from './cleanUpBatches';
import { copierNamespace } from './copierPlace';
import { copyOutcome, endedSilently, endFromResult } from './copyOutcome';
import { keepCopierLog } from './keepCopierLog';
import { KeyedLock } from './KeyedLock';
import { SharedWatch, SharedWatches } from './SharedWatches';
import { findOrStartBatch } from './startBatch';

/**
 * Copies images by Jobs in a cluster, one for all images of a migration. Each item only finds or starts that Job, and reads
 * what it says of its own copy.
 *
 * @internal
 */
export class CopierJobs implements ItemEngine {
  /** A Job is begun for all images, whichever of them comes first. */
  readonly beginsAhead = true;
  readonly #runOn: 'target' | 'source';
  readonly #options: EngineOptions;
  readonly #windowMs: number;
  readonly #watches = new SharedWatches();
  /** Items of one migration in this process look one after the other, so that they do not make several copiers. */
  readonly #lock = new KeyedLock();

  /** @param runOn - the side on which the Jobs run */
  constructor(options: EngineOptions, runOn: 'target' | 'source') {
    this.#options = options;
    this.#runOn = runOn;
    this.#windowMs = options.windowMs ?? 10_000;
  }

  async step(context: ItemContext): Promise<StepResult> {
    return runStep(context, async () => {
      const { migrationId, signal } = context;
      const known = () => this.#watches.find(migrationId, context);
      const watch =
        known() ??
        (await this.#lock.run(
          migrationId,
          signal,
          async () => known() ?? this.#open(context),
        ));
      return watch instanceof SharedWatch
        ? this.#follow(context, watch)
        : watch;
    });
  }

  async cleanup(context: ItemContext): Promise<boolean> {
    const { migrationId, signal, plan } = context;
    const runOn = this.#runOn;
    const clusters = await connectBoth(this.#options, plan);
    const { client } = clusters[runOn];
    const namespace = copierNamespace(plan, runOn);
    const watch = this.#watches.find(migrationId, context);
    await keepCopierLog({ context, client, namespace, watch });
    return this.#lock.run(migrationId, signal, () =>
      cleanUpBatches({ context, client, namespace }),
    );
  }

  async #open(context: ItemContext): Promise<SharedWatch | StepResult> {
    const { plan } = context;
    const runOn = this.#runOn;
    const namespace = copierNamespace(plan, runOn);
    const found = await findOrStartBatch({
      context,
      clusters: await connectBoth(this.#options, plan),
      runOn,
      namespace,
      mover: requireMover(this.#options),
    });
    if ('kind' in found) {
      return found;
    }
    return this.#watches.open({
      batch: found.batch,
      namespace,
      jobName: found.job.metadata!.name!,
      connect: async (): Promise<ClusterConnection> =>
        (await connectBoth(this.#options, plan))[runOn],
      timeoutSeconds: plan.options.podStartTimeoutSeconds ?? 300,
      windowMs: this.#windowMs,
    });
  }

  async #follow(context: ItemContext, watch: SharedWatch): Promise<StepResult> {
    const index = indexInBatch(watch.entries, context);
    const copy = () => watch.of(index);
    await watch.until(index, {
      signal: context.signal,
      timeoutMs: this.#windowMs * 3,
      onProgress: () => {
        if (watch.phase) {
          context.reportPhase(watch.phase);
        }
        const { progress } = copy();
        if (progress) {
          context.reportProgress(progress);
        }
        context.reportTags(() => watch.tagsOf(index));
      },
    });
    context.signal.throwIfAborted();
    const { view } = watch;
    const end =
      copy().end ??
      (view.kind === 'ended'
        ? endFromResult(view.result.result, index)
        : undefined);
    if (end) {
      return copyOutcome(end, copy(), context.tagProgress);
    }
    switch (view.kind) {
      case 'broken':
        throw view.error;
      case 'ended':
        return view.result.kind === 'failed'
          ? { ...view.result, result: undefined, progress: copy().progress }
          : endedSilently();
      case 'gone':
        return {
          kind: 'continue',
          phase: 'preparing',
          afterMs: 100,
          waitingFor: 'a new copier, as the last one was stopped',
        };
      case 'waiting':
        return {
          kind: 'continue',
          phase: 'waitingForCopier',
          afterMs: 0,
          waitingFor: view.waitingFor,
        };
      default:
        return {
          kind: 'continue',
          phase: watch.phase ?? 'copying',
          afterMs: 0,
          progress: copy().progress,
        };
    }
  }
}
