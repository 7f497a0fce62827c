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
import { waitForPod } from '../common/waitForPod';
import type { ItemContext } from '../types';
import { containerOf } from './shared/containerOf';
import { startSeconds } from './shared/partWays';
import type { VolumeSides } from './VolumeSides';

/** Whether the receiver of an item serves. @internal */
export function isReady(pod: Pod, itemId: string): boolean {
  const container = containerOf(pod, itemId);
  return (
    pod.status?.containerStatuses?.some(
      ({ name, ready }) => name === container && ready,
    ) === true
  );
}

/**
 * @throws `RECEIVER_LOST` when the receiver was removed or has failed
 * @internal
 */
export function requireReceiver(pod: Pod, cluster: string): void {
  if (pod.metadata?.deletionTimestamp || pod.status?.phase === 'Failed') {
    throw new MigrationError({
      code: 'RECEIVER_LOST',
      message: `The receiver pod ${pod.metadata?.namespace}/${
        pod.metadata?.name
      } on ${cluster} was removed or ended: ${
        pod.status?.message ?? pod.status?.reason ?? 'no reason given'
      }`,
      hint: 'It was evicted or deleted by somebody; the item is tried again.',
      kind: 'ServiceUnavailableError',
      retryable: true,
    });
  }
}

/**
 * Waits a little for a receiver.
 *
 * @throws what {@link waitForPod} throws
 * @internal
 */
export function waitForReceiver(options: {
  context: ItemContext;
  sides: VolumeSides;
  claim: Pick<PersistentVolumeClaim, 'metadata'>;
  pod: Pod;
  ready: (pod: Pod) => boolean;
  windowMs: number;
  signal?: AbortSignal;
}): ReturnType<typeof waitForPod> {
  const { context, sides, claim, pod, ready, windowMs } = options;
  return waitForPod({
    connection: sides.target,
    pod,
    ready,
    container: containerOf(pod, context.itemId),
    timeoutSeconds: startSeconds(context, pod),
    windowMs,
    about: [claim.metadata!.name!],
    signal: options.signal ?? context.signal,
  });
}
