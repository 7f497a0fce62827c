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

import type { JsonObject } from '@backstage/types';
import type { ClusterConnection } from '../../clusters/types';
import { MigrationError } from '../../errors/MigrationError';
import type { Pod } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import { hasEnded } from './followMover';
import { readMoverResult } from './readMoverResult';
import { waitForPod } from './waitForPod';

const WINDOW_MS = 5_000;

/** A pod that somebody waits for. @internal */
export interface AwaitedPod {
  connection: ClusterConnection;
  pod: Pod;
  /** Names of objects whose warnings are the pod's too. */
  about?: string[];
  signal: AbortSignal;
}

/**
 * Waits until a pod is ready.
 *
 * @throws `POD_LOST` when it was deleted, and what {@link waitForPod} throws
 * @internal
 */
export async function awaitPodStart(
  awaited: AwaitedPod & {
    ready: (pod: Pod) => boolean;
    timeoutSeconds: number;
  },
): Promise<Pod> {
  for (;;) {
    const waited = await waitForPod({ ...awaited, windowMs: WINDOW_MS });
    if (waited.ready) {
      return waited.pod!;
    }
    if (!waited.pod) {
      throw gone(awaited.pod);
    }
  }
}

/**
 * Waits until a mover that has started has ended.
 *
 * @param options - `tooLong`: when `timeoutMs` were not enough
 * @returns its result
 * @throws `POD_LOST`, and the mover's own error
 * @internal
 */
export async function awaitPodResult(
  options: AwaitedPod & {
    timeoutMs: number;
    tooLong: () => MigrationError;
  },
): Promise<JsonObject> {
  const { connection, pod, timeoutMs, signal } = options;
  const { objects } = await connection.client.waitFor(resources.pods, {
    namespace: pod.metadata!.namespace,
    fieldSelector: `metadata.name=${pod.metadata!.name}`,
    predicate: pods => pods.length === 0 || hasEnded(pods[0]),
    timeoutMs,
    signal,
  });
  if (!objects[0]) {
    throw gone(pod);
  }
  const result = readMoverResult(objects[0]);
  if (!result) {
    throw options.tooLong();
  }
  if (result.kind !== 'succeeded') {
    const { code, message, hint } = result.error!;
    throw new MigrationError({
      code,
      message,
      hint: hint ?? '',
      kind: 'ServiceUnavailableError',
    });
  }
  return result.result ?? {};
}

function gone(pod: Pod): MigrationError {
  return new MigrationError({
    code: 'POD_LOST',
    message: `Pod ${pod.metadata?.namespace}/${pod.metadata?.name} was deleted before it had finished`,
    hint: 'Somebody or something in the cluster removed it; run the preflight again.',
    kind: 'ServiceUnavailableError',
  });
}
