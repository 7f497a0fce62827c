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

import { keepLogs } from '../common/keepLogs';
import { itemSelector } from '../common/labels';
import { runStep } from '../common/runStep';
import { requireMover, type EngineOptions } from '../EngineOptions';
import type { ItemContext, ItemEngine, StepResult } from '../types';
import { awaitReceiverEnd } from './awaitReceiverEnd';
import { followSender } from './followSender';
import { removeOlderAttempts } from './removeOlderAttempts';
import { removeVolumeObjects } from './removeVolumeObjects';
import { isStepResult, startTransfer } from './startTransfer';
import { volumeOptions } from './volumeOptions';
import {
  connectSides,
  findPod,
  type VolumeSides,
  type VolumeSpec,
} from './VolumeSides';

async function keepItemLogs(
  context: ItemContext,
  sides: VolumeSides,
): Promise<void> {
  const labelSelector = itemSelector(context);
  await Promise.all([
    keepLogs({
      context,
      client: sides.source.client,
      namespace: sides.sourceNamespace,
      labelSelector,
    }),
    keepLogs({
      context,
      client: sides.target.client,
      namespace: sides.targetNamespace,
      labelSelector,
    }),
  ]);
}

/**
 * Moves one volume: a receiver on the target, a sender on the source, rsync inside mutual TLS between them.
 *
 * @internal
 */
export class VolumeEngine implements ItemEngine {
  readonly #options: EngineOptions;
  readonly #windowMs: number;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#windowMs = options.windowMs ?? 10_000;
  }

  async step(context: ItemContext): Promise<StepResult> {
    const windowMs = this.#windowMs;
    return runStep(context, async () => {
      const sides = await connectSides(this.#options, context);
      let sender = await findPod(context, sides, 'sender');
      if (!sender) {
        const waiting = await removeOlderAttempts(context, sides, windowMs);
        if (waiting) {
          return waiting;
        }
        const mover = requireMover(this.#options);
        const started = await startTransfer({
          context,
          sides,
          mover,
          inspections: this.#options.inspections,
          windowMs,
        });
        if (isStepResult(started)) {
          return started;
        }
        sender = started;
      }
      const result = await followSender({ context, sides, sender, windowMs });
      // what was kept on failure has no clean-up
      const { keepOnFailure } = volumeOptions(
        context.plan,
        context.spec as VolumeSpec,
      );
      if (result.kind !== 'continue' && keepOnFailure) {
        await keepItemLogs(context, sides);
      }
      return result;
    });
  }

  async cleanup(context: ItemContext): Promise<boolean> {
    const sides = await connectSides(this.#options, context);
    await awaitReceiverEnd(context, sides);
    await keepItemLogs(context, sides);
    const left = await removeVolumeObjects({
      plan: context.plan,
      sides,
      labelSelector: itemSelector(context),
    });
    return left.length === 0;
  }
}
