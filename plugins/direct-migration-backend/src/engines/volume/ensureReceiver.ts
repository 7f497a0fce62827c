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

import type { PersistentVolumeClaim, Pod } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import type { ItemContext, StepResult } from '../types';
import type { Placement } from './buildVolumePods';
import { isSingleNode, usersOf } from './checkSourceClaim';
import { placementWith } from './placementWith';
import { requireReceiver, waitForReceiver } from './waitForReceiver';
import { findPod, type VolumeSides } from './VolumeSides';

/**
 * The receiver as it is needed, or what to do until it is.
 *
 * @throws `RECEIVER_LOST`, and what {@link waitForReceiver} throws
 * @internal
 */
export async function ensureReceiver(options: {
  context: ItemContext;
  sides: VolumeSides;
  claim: PersistentVolumeClaim;
  /** It has just been made: nobody mounts it. */
  isNew: boolean;
  /** What is waited for. */
  ready: (receiver: Pod) => boolean;
  windowMs: number;
  build: (placement: Placement | undefined, place?: number) => Pod;
  /** Perhaps one together with others. */
  share?: (build: (place: number) => Pod) => Promise<Pod | undefined>;
}): Promise<Pod | StepResult> {
  const { context, sides, claim, build } = options;
  const { target, targetNamespace: namespace } = sides;
  const { signal } = context;
  let pod = await findPod(context, sides, 'receiver');
  if (!pod) {
    const users =
      isSingleNode(claim) && !options.isNew
        ? usersOf(
            await target.client.list(resources.pods, { namespace, signal }),
            claim.metadata!.name!,
          )
        : [];
    const placement = placementWith(users);
    pod =
      (await options.share?.(place => build(placement, place))) ??
      (
        await target.client.createOrGet(resources.pods, build(placement), {
          signal,
        })
      ).object;
  }
  requireReceiver(pod, target.name);
  if (options.ready(pod)) {
    return pod;
  }
  const waited = await waitForReceiver({ ...options, pod });
  return waited.ready
    ? waited.pod!
    : {
        kind: 'continue',
        phase: 'waitingForReceiver',
        afterMs: 500,
        waitingFor: waited.waitingFor,
      };
}
