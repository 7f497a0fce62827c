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
import { itemSelector, memberLabel, memberSelector } from '../common/labels';
import type { Pod } from '../../kubernetes/clientNode';
import { runStep } from '../common/runStep';
import { requireMover, type EngineOptions } from '../EngineOptions';
import type { ItemContext, ItemEngine, StepResult } from '../types';
import { awaitReceiverEnd } from './awaitReceiverEnd';
import { followSender } from './followSender';
import { removeOlderAttempts } from './removeOlderAttempts';
import { removeVolumeObjects } from './removeVolumeObjects';
import { containerOf, isShared } from './shared/containerOf';
import { Gathering } from './shared/Gathering';
import type { PodMember } from './shared/mergePods';
import {
  isBroken,
  isDueToOthers,
  isOfOthers,
  partWays,
  type ItemPods,
} from './shared/partWays';
import { releaseShared } from './shared/releaseShared';
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
  const { itemId } = context;
  const common = {
    context,
    labelSelector: memberSelector(context),
    ofPod: (pod: Pod) => ({
      container: containerOf(pod, itemId),
      attempt: Number(pod.metadata?.labels?.[memberLabel(itemId)]) || undefined,
    }),
  };
  await Promise.all([
    keepLogs({
      ...common,
      client: sides.source.client,
      namespace: sides.sourceNamespace,
    }),
    keepLogs({
      ...common,
      client: sides.target.client,
      namespace: sides.targetNamespace,
    }),
  ]);
}

async function findPods(
  context: ItemContext,
  sides: VolumeSides,
): Promise<ItemPods> {
  const [sender, receiver] = await Promise.all([
    findPod(context, sides, 'sender'),
    findPod(context, sides, 'receiver'),
  ]);
  return { sender, receiver };
}

/**
 * Moves one volume: a receiver on the target, a sender on the source, rsync inside mutual TLS between them.
 *
 * @internal
 */
export class VolumeEngine implements ItemEngine {
  readonly #options: EngineOptions;
  readonly #windowMs: number;
  readonly #gathering = new Gathering<PodMember, Pod>();

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#windowMs = options.windowMs ?? 10_000;
  }

  async step(context: ItemContext): Promise<StepResult> {
    const windowMs = this.#windowMs;
    return runStep(context, async () => {
      const sides = await connectSides(this.#options, context);
      const pods = await findPods(context, sides);
      const part = async () => {
        await keepItemLogs(context, sides);
        return partWays({ context, sides, windowMs });
      };
      if (isBroken(context, pods)) {
        return part();
      }
      let result: StepResult;
      try {
        result = await this.#advance(context, sides, pods);
      } catch (error) {
        if (isShared(pods.sender) || isShared(pods.receiver)) {
          const { code } = error as { code?: string };
          if (isOfOthers(code)) {
            return part();
          }
        }
        throw error;
      }
      if (
        result.kind === 'failed' &&
        result.retryable &&
        [pods.sender, pods.receiver].some(isShared) &&
        (isOfOthers(result.error.code) ||
          isDueToOthers(await findPods(context, sides)))
      ) {
        return part();
      }
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

  async #advance(
    context: ItemContext,
    sides: VolumeSides,
    pods: ItemPods,
  ): Promise<StepResult> {
    const windowMs = this.#windowMs;
    if (!pods.sender) {
      const waiting = await removeOlderAttempts(context, sides, windowMs);
      if (waiting) {
        return waiting;
      }
      const mover = requireMover(this.#options);
      const visit = this.#gathering.enter(context.migrationId);
      try {
        const started = await startTransfer({
          context,
          sides,
          mover,
          inspections: this.#options.inspections,
          visit,
          windowMs,
        });
        if (isStepResult(started)) {
          return started;
        }
        pods.sender = started;
      } finally {
        visit.leave();
      }
    }
    return followSender({ context, sides, sender: pods.sender, windowMs });
  }

  async cleanup(context: ItemContext): Promise<boolean> {
    const sides = await connectSides(this.#options, context);
    await awaitReceiverEnd(context, sides);
    await keepItemLogs(context, sides);
    const shared = await releaseShared({ context, sides });
    const left = await removeVolumeObjects({
      plan: context.plan,
      sides,
      labelSelector: itemSelector(context),
    });
    return shared.length === 0 && left.length === 0;
  }
}
