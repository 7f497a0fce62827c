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

import type { Pod } from '../../kubernetes/clientNode';
import { followMover, hasEnded, phaseOf } from '../common/followMover';
import { readMoverResult } from '../common/readMoverResult';
import { waitForPod } from '../common/waitForPod';
import type { ItemContext, StepResult } from '../types';
import { volumeOptions } from './volumeOptions';
import type { VolumeSides, VolumeSpec } from './VolumeSides';

/**
 * Follows the sender for a while.
 *
 * @internal
 */
export async function followSender(options: {
  context: ItemContext;
  sides: VolumeSides;
  sender: Pod;
  windowMs: number;
}): Promise<StepResult> {
  const { context, sides, sender, windowMs } = options;
  const { signal } = context;
  const { source } = sides;
  const spec = context.spec as VolumeSpec;
  let pod = sender;
  if (!hasEnded(pod)) {
    const started = await waitForPod({
      connection: source,
      pod,
      ready: p => hasEnded(p) || p.status?.phase === 'Running',
      timeoutSeconds: volumeOptions(context.plan, spec).podStartTimeoutSeconds,
      windowMs: windowMs,
      about: [spec.name],
      signal,
    });
    if (!started.ready) {
      return started.pod
        ? {
            kind: 'continue',
            phase: 'waitingForSender',
            afterMs: 500,
            waitingFor: started.waitingFor,
          }
        : senderGone(sender);
    }
    pod = started.pod!;
  }
  const seen = await followMover({
    client: source.client,
    pod,
    windowMs: windowMs * 3,
    signal,
    phase: phaseOf(context),
    onPhase: phase => context.reportPhase(phase),
    onProgress: progress => context.reportProgress(progress),
  });
  if (!seen.pod) {
    return senderGone(sender);
  }
  const result = readMoverResult(seen.pod, seen.lastLine);
  if (result) {
    return { ...result, progress: result.progress ?? seen.progress };
  }
  return {
    kind: 'continue',
    phase: seen.phase ?? 'copying',
    afterMs: 0,
    progress: seen.progress,
    ...(seen.phase && { memo: { moverPhase: seen.phase } }),
  };
}

function senderGone(sender: Pod): StepResult {
  return {
    kind: 'failed',
    retryable: true,
    error: {
      code: 'SENDER_LOST',
      message: `The sender pod ${sender.metadata?.namespace}/${sender.metadata?.name} was deleted before it had finished`,
      hint: 'Somebody or something in the cluster removed it; the item is tried again.',
    },
  };
}
