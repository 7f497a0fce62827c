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

import type { Pod } from '../../../kubernetes/clientNode';
import { resources } from '../../../kubernetes/resources';
import { hasEnded } from '../../common/followMover';
import { memberSelector } from '../../common/labels';
import { removeObjects } from '../../common/removeObjects';
import type { ItemContext, StepResult } from '../../types';
import { volumeOptions } from '../volumeOptions';
import type { VolumeSides, VolumeSpec } from '../VolumeSides';
import { containerOf, isShared } from './containerOf';

/** It must not keep all for what one of them lacks. */
const SHARED_START_SECONDS = 20;

/** How long a pod of an item may take to start. @internal */
export function startSeconds(context: ItemContext, pod: Pod): number {
  const { podStartTimeoutSeconds } = volumeOptions(
    context.plan,
    context.spec as VolumeSpec,
  );
  return isShared(pod)
    ? Math.min(SHARED_START_SECONDS, podStartTimeoutSeconds)
    : podStartTimeoutSeconds;
}

/** Codes of a pod that did not start, or is gone. */
const NOT_STARTED = new Set([
  'POD_UNSCHEDULABLE',
  'IMAGE_PULL_FAILED',
  'VOLUME_MOUNT_FAILED',
  'VOLUME_PROVISIONING_FAILED',
  'POD_START_FAILED',
  'POD_START_TIMEOUT',
  'RECEIVER_LOST',
  'SENDER_LOST',
]);

/** Whether a failure says nothing of the item itself, as others had a part in its pods. @internal */
export function isOfOthers(code: string | undefined): boolean {
  return code !== undefined && NOT_STARTED.has(code);
}

/** The pods of an item. @internal */
export interface ItemPods {
  sender?: Pod;
  receiver?: Pod;
}

/** Whether pods that an item shares with others are of no use to it any more, because another one has ended them. @internal */
export function isBroken(context: ItemContext, pods: ItemPods): boolean {
  const { sender, receiver } = pods;
  if (!isShared(sender) && !isShared(receiver)) {
    return false;
  }
  if (sender && hasEnded(sender, containerOf(sender, context.itemId))) {
    return false;
  }
  return (
    isGone(sender) ||
    isGone(receiver) ||
    (sender !== undefined && receiver === undefined) ||
    context.memo.alone === true
  );
}

/** Whether one of the pods that an item shares is gone by now, so that this may be why it has failed. @internal */
export function isDueToOthers(now: ItemPods): boolean {
  return [now.sender, now.receiver].some(pod => !pod || isGone(pod));
}

function isGone(pod: Pod | undefined): boolean {
  return (
    pod !== undefined &&
    (pod.metadata?.deletionTimestamp !== undefined ||
      pod.status?.phase === 'Failed')
  );
}

/**
 * Ends the pods of an item that it shares with others, and waits a little until they are gone, so that it goes on in pods of its own. This is no attempt that has
 * failed: the others are the reason, not the item.
 *
 * @internal
 */
export async function partWays(options: {
  context: ItemContext;
  sides: VolumeSides;
  windowMs: number;
}): Promise<StepResult> {
  const { context, sides, windowMs } = options;
  const { signal } = context;
  if (context.memo.alone !== true) {
    await context.event(
      'info',
      'volume.parted',
      'The pods that it shared with other volumes have ended or did not start; it goes on in pods of its own',
    );
  }
  const labelSelector = memberSelector(context);
  const left = await Promise.all(
    [
      { client: sides.target.client, namespace: sides.targetNamespace },
      { client: sides.source.client, namespace: sides.sourceNamespace },
    ].map(place =>
      removeObjects({
        ...place,
        kinds: [resources.pods],
        labelSelector,
        waitMs: windowMs,
        signal,
      }),
    ),
  );
  const names = left.flat();
  return {
    kind: 'continue',
    phase: 'preparing',
    afterMs: names.length ? 1_000 : 0,
    memo: { alone: true },
    ...(names.length && {
      waitingFor: `the end of pods that served several volumes: ${names.join(
        ', ',
      )}`,
    }),
  };
}
