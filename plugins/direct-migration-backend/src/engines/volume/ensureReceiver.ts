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

import { MigrationError } from '../../errors/MigrationError';
import type { PersistentVolumeClaim, Pod } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import { waitForPod } from '../common/waitForPod';
import type { ItemContext, StepResult } from '../types';
import type { Placement } from './buildVolumePods';
import { isSingleNode, usersOf } from './checkSourceClaim';
import { placementWith } from './placementWith';
import { volumeOptions } from './volumeOptions';
import { findPod, type VolumeSides, type VolumeSpec } from './VolumeSides';

/**
 * The ready receiver, or what to do until it is.
 *
 * @throws `RECEIVER_LOST`, and what {@link waitForPod} throws
 * @internal
 */
export async function ensureReceiver(options: {
  context: ItemContext;
  sides: VolumeSides;
  claim: PersistentVolumeClaim;
  /** It has just been made: nobody mounts it. */
  isNew: boolean;
  windowMs: number;
  build: (placement: Placement | undefined) => Pod;
}): Promise<Pod | StepResult> {
  const { context, sides, claim, windowMs, build } = options;
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
    const wanted = build(placementWith(users));
    pod = (await target.client.createOrGet(resources.pods, wanted, { signal }))
      .object;
  }
  if (pod.metadata?.deletionTimestamp || pod.status?.phase === 'Failed') {
    throw new MigrationError({
      code: 'RECEIVER_LOST',
      message: `The receiver pod ${namespace}/${pod.metadata?.name} on ${
        target.name
      } was removed or ended: ${
        pod.status?.message ?? pod.status?.reason ?? 'no reason given'
      }`,
      hint: 'It was evicted or deleted by somebody; the item is tried again.',
      kind: 'ServiceUnavailableError',
      retryable: true,
    });
  }
  const waited = await waitForPod({
    connection: target,
    pod,
    ready: p =>
      p.status?.conditions?.some(
        c => c.type === 'Ready' && c.status === 'True',
      ) === true,
    timeoutSeconds: volumeOptions(context.plan, context.spec as VolumeSpec)
      .podStartTimeoutSeconds,
    windowMs: windowMs,
    about: [claim.metadata!.name!],
    signal,
  });
  if (waited.ready) {
    return waited.pod!;
  }
  return {
    kind: 'continue',
    phase: 'waitingForReceiver',
    afterMs: 500,
    waitingFor: waited.waitingFor,
  };
}
