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
import { containerOf } from './shared/containerOf';
import { startSeconds } from './shared/partWays';
import { volumeOptions } from './volumeOptions';
import type { VolumeSides, VolumeSpec } from './VolumeSides';
import { watchReceiver, type WatchedReceiver } from './watchReceiver';

/** Phases of a mover that has not been answered yet. */
const BEFORE_CONNECTION: unknown[] = ['starting', 'scanning', 'connecting'];

/**
 * Follows a sender for a while, and its receiver until that is ready.
 *
 * @throws the cause when one of them does not start
 * @internal
 */
export async function followSender(options: {
  context: ItemContext;
  sides: VolumeSides;
  sender: Pod;
  windowMs: number;
}): Promise<StepResult> {
  const { context } = options;
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const watched = hasEnded(
    options.sender,
    containerOf(options.sender, context.itemId),
  )
    ? Promise.resolve<WatchedReceiver>({})
    : watchReceiver({ ...options, signal });
  // What is wrong with the receiver ends the wait for the sender.
  watched.catch(() => stop.abort());
  let result: StepResult;
  try {
    result = await follow({ ...options, signal });
  } catch (error) {
    if (stop.signal.aborted) {
      await watched;
    }
    stop.abort();
    await watched.catch(() => {});
    throw error;
  }
  if (result.kind !== 'continue') {
    stop.abort();
    await watched.catch(() => {});
    return result;
  }
  return withReceiver(context, result, await watched);
}

/** Neither of them is waited for longer than the plan allows. */
function withReceiver(
  context: ItemContext,
  result: Extract<StepResult, { kind: 'continue' }>,
  receiver: WatchedReceiver,
): StepResult {
  const moverPhase = result.memo?.moverPhase ?? context.memo.moverPhase;
  const { alone } = context.memo;
  const started = {
    ...(moverPhase !== undefined && { moverPhase }),
    ...(alone !== undefined && { alone }),
  };
  const isConnected =
    moverPhase !== undefined && !BEFORE_CONNECTION.includes(moverPhase);
  const readyAt = receiver.readyAt ?? (isConnected ? Date.now() : undefined);
  if (readyAt === undefined) {
    return {
      ...result,
      phase: 'waitingForReceiver',
      waitingFor: receiver.waitingFor ?? result.waitingFor,
      memo: started,
    };
  }
  if (moverPhase !== 'connecting') {
    return { ...result, memo: { ...started, receiverReadyAt: readyAt } };
  }
  const now = Date.now();
  const connectingSince = Number(context.memo.connectingSince ?? now);
  const { connectTimeoutSeconds } = volumeOptions(
    context.plan,
    context.spec as VolumeSpec,
  );
  const lastMessage = result.memo?.lastMessage;
  if (now > Math.max(readyAt, connectingSince) + connectTimeoutSeconds * 1000) {
    return {
      kind: 'failed',
      retryable: true,
      error: {
        code: 'NETWORK',
        message: `The receiver is ready, but could not be reached within ${connectTimeoutSeconds} s${
          lastMessage ? `. ${lastMessage}` : ''
        }`,
        hint: 'Check that the endpoint leads to the receiver’s pod, and that the source cluster may reach that address (egress rules, firewall, DNS).',
      },
    };
  }
  return {
    ...result,
    ...(typeof lastMessage === 'string' && { waitingFor: lastMessage }),
    memo: { ...started, receiverReadyAt: readyAt, connectingSince },
  };
}

async function follow(options: {
  context: ItemContext;
  sides: VolumeSides;
  sender: Pod;
  windowMs: number;
  signal: AbortSignal;
}): Promise<StepResult> {
  const { context, sides, sender, windowMs, signal } = options;
  const { source } = sides;
  const spec = context.spec as VolumeSpec;
  const container = containerOf(sender, context.itemId);
  let pod = sender;
  if (!hasEnded(pod, container)) {
    const started = await waitForPod({
      connection: source,
      pod,
      ready: p => hasEnded(p, container) || isRunning(p, container),
      container,
      timeoutSeconds: startSeconds(context, pod),
      windowMs,
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
    container,
    // As long as the receiver is not ready, what it waits for is to be seen soon.
    windowMs: windowMs * (context.memo.receiverReadyAt ? 3 : 1),
    signal,
    phase: phaseOf(context),
    onPhase: phase => context.reportPhase(phase),
    onProgress: progress => context.reportProgress(progress),
  });
  if (!seen.pod) {
    return senderGone(sender);
  }
  const result = readMoverResult(seen.pod, seen.lastLine, container);
  if (result) {
    return { ...result, progress: result.progress ?? seen.progress };
  }
  return {
    kind: 'continue',
    phase: seen.phase ?? 'copying',
    afterMs: 0,
    progress: seen.progress,
    memo: {
      ...(seen.phase && { moverPhase: seen.phase }),
      ...(seen.lastMessage && { lastMessage: seen.lastMessage }),
    },
  };
}

function isRunning(pod: Pod, container: string): boolean {
  return (
    pod.status?.containerStatuses?.some(
      ({ name, state }) => name === container && state?.running,
    ) === true
  );
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
