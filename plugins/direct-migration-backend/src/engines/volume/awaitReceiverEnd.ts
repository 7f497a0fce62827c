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

import { resources } from '../../kubernetes/resources';
import { hasEnded } from '../common/followMover';
import { componentSelector } from '../common/labels';
import type { ItemContext } from '../types';
import { containerOf } from './shared/containerOf';
import { findPod, type VolumeSides } from './VolumeSides';

const WAIT_MS = 5_000;
/** Of a sender that has told its receiver to end: `succeeded` and `partiallyFailed`. */
const SAID_GOODBYE = [0, 3];

/**
 * Waits a moment for a receiver that ends by itself, so that its log is whole and its volume tidy. A pod that has ended
 * is removed at once, too; one that ends while it is being deleted takes longer.
 *
 * @internal
 */
export async function awaitReceiverEnd(
  context: ItemContext,
  sides: VolumeSides,
): Promise<void> {
  const sender = await findPod(context, sides, 'sender');
  const code = sender?.status?.containerStatuses?.find(
    ({ name }) => name === containerOf(sender, context.itemId),
  )?.state?.terminated?.exitCode;
  if (code !== undefined && SAID_GOODBYE.includes(code)) {
    await sides.target.client.waitFor(resources.pods, {
      namespace: sides.targetNamespace,
      labelSelector: componentSelector(context, 'receiver'),
      predicate: pods =>
        pods.every(pod => hasEnded(pod, containerOf(pod, context.itemId))),
      timeoutMs: WAIT_MS,
      signal: context.signal,
    });
  }
}
