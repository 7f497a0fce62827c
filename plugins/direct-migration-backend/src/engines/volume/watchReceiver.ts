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
import { hasEnded } from '../common/followMover';
import type { ItemContext } from '../types';
import { findPod, type VolumeSides, type VolumeSpec } from './VolumeSides';
import { containerOf } from './shared/containerOf';
import { isReady, requireReceiver, waitForReceiver } from './waitForReceiver';

/** What became of a receiver while its sender was followed. @internal */
export interface WatchedReceiver {
  /** Since when it serves, as a step saw it; milliseconds of the epoch. */
  readyAt?: number;
  /** What it waits for until then. */
  waitingFor?: string;
}

/**
 * Waits a little for the receiver of a sender that has started together with it. Once it was ready it is not looked at any
 * more: its sender says what is wrong with it.
 *
 * @throws `RECEIVER_LOST`, and the cause when it does not start
 * @internal
 */
export async function watchReceiver(options: {
  context: ItemContext;
  sides: VolumeSides;
  windowMs: number;
  signal: AbortSignal;
}): Promise<WatchedReceiver> {
  const { context, sides } = options;
  const { receiverReadyAt } = context.memo;
  if (typeof receiverReadyAt === 'number') {
    return { readyAt: receiverReadyAt };
  }
  const { name, targetName } = context.spec as VolumeSpec;
  const pod = await findPod(context, sides, 'receiver');
  if (!pod) {
    throw new MigrationError({
      code: 'RECEIVER_LOST',
      message: `The receiver pod of ${sides.targetNamespace}/${
        targetName ?? name
      } on ${sides.target.name} was deleted before it was ready`,
      hint: 'Somebody or something in the cluster removed it; the item is tried again.',
      kind: 'ServiceUnavailableError',
      retryable: true,
    });
  }
  requireReceiver(pod, sides.target.name);
  const { ready, waitingFor } = await waitForReceiver({
    ...options,
    claim: { metadata: { name: targetName ?? name } },
    pod,
    ready: p =>
      isReady(p, context.itemId) || hasEnded(p, containerOf(p, context.itemId)),
  });
  return ready ? { readyAt: Date.now() } : { waitingFor };
}
