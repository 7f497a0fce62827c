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
import type { StepResult } from '../types';
import { parseMoverLine, toProgress, type MoverResult } from './moverLines';

/** Name of the container of a pod that has only one. @internal */
export const MOVER_CONTAINER = 'mover';

type Final = Exclude<StepResult, { kind: 'continue' }>;

/**
 * What a mover ended with.
 *
 * @param pod - a pod of ours
 * @param container - the mover's, where the pod has several
 * @param lastLine - the `result` line of its log, if it was seen
 * @returns `undefined` while it has not ended
 * @internal
 */
export function readMoverResult(
  pod: Pod,
  lastLine?: string,
  container = MOVER_CONTAINER,
): Final | undefined {
  const status = pod.status?.containerStatuses?.find(s => s.name === container);
  const terminated = status?.state?.terminated;
  const phase = pod.status?.phase;
  if (!terminated && phase !== 'Failed' && phase !== 'Succeeded') {
    return undefined;
  }
  const message = resultOf(terminated?.message);
  const written = resultOf(lastLine);
  // The message is cut to 4,096 bytes, and its lists with it; the line says the same in full.
  const result =
    !message || written?.status === message.status
      ? written ?? message
      : message;
  const progress = toProgress(result?.progress);
  if (result?.status === 'succeeded') {
    return { kind: 'succeeded', progress, result: result.result };
  }
  if (result?.status === 'partiallyFailed') {
    return {
      kind: 'partiallyFailed',
      progress,
      result: result.result,
      error: result.error && withoutRetryable(result.error),
    };
  }
  if (result) {
    return {
      kind: 'failed',
      progress,
      result: result.result,
      retryable: result.error?.retryable ?? false,
      error: result.error
        ? withoutRetryable(result.error)
        : {
            code: 'MOVER_FAILED',
            message: `The mover failed with exit code ${terminated?.exitCode} and gave no reason`,
            hint: 'Use the mover image of this version of the plugin in directMigration.moverImage.',
          },
    };
  }
  const name = pod.metadata?.name;
  if (terminated?.reason === 'OOMKilled') {
    return {
      kind: 'failed',
      retryable: false,
      error: {
        code: 'OUT_OF_MEMORY',
        message: `Pod ${name} was killed: it used more memory than its limit`,
        hint: "Raise the default memory limit in the namespace's LimitRange, and check the node's memory.",
      },
    };
  }
  if (pod.status?.reason === 'DeadlineExceeded') {
    return {
      kind: 'failed',
      retryable: false,
      error: {
        code: 'ITEM_TIMEOUT',
        message: `Pod ${name} ran longer than the plan allows`,
        hint: "Raise the plan's option itemTimeoutSeconds.",
      },
    };
  }
  const cause = [
    pod.status?.reason,
    pod.status?.message,
    terminated && `exit code ${terminated.exitCode}`,
    terminated?.signal && `signal ${terminated.signal}`,
    terminated?.reason,
    terminated?.message?.slice(0, 500),
  ]
    .filter(Boolean)
    .join(', ');
  return {
    kind: 'failed',
    retryable: true,
    error: {
      code: 'POD_LOST',
      message: `Pod ${name} ended without a result: ${
        cause || 'no reason given'
      }`,
      hint: 'It was killed or evicted: look at the events and the memory of its node. If it happens each time, check that directMigration.moverImage fits this version of the plugin.',
    },
  };
}

function resultOf(text: string | undefined): MoverResult | undefined {
  const line = parseMoverLine(text ?? '');
  return line?.type === 'result' ? line : undefined;
}

function withoutRetryable<T extends { retryable?: boolean }>(
  error: T,
): Omit<T, 'retryable'> {
  const { retryable, ...rest } = error;
  return rest;
}
