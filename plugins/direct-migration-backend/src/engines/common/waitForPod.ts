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
import type { KubernetesEvent, Pod } from '../../kubernetes/clientNode';
import type { ClusterConnection } from '../../clusters/types';
import { resources } from '../../kubernetes/resources';
import { explainPod, moverFailure } from './explainPod';
import { MOVER_CONTAINER } from './readMoverResult';

/**
 * Waits a little for a pod; past its deadline it fails with the cause that the cluster gives.
 *
 * @param options - `ready`: what is waited for; `timeoutSeconds`: since the pod was created, so that a restart of the
 *   backend does not start the time anew; `about`: names of objects whose warnings are the pod's too
 * @returns the pod, and what it waits for if it is not ready
 * @throws `POD_UNSCHEDULABLE`, `IMAGE_PULL_FAILED`, `VOLUME_MOUNT_FAILED`, `VOLUME_PROVISIONING_FAILED`,
 *   `POD_START_FAILED`, `POD_START_TIMEOUT`
 * @internal
 */
export async function waitForPod(options: {
  connection: ClusterConnection;
  pod: Pod;
  ready: (pod: Pod) => boolean;
  timeoutSeconds: number;
  windowMs: number;
  about?: string[];
  /** The mover's, where the pod has several. */
  container?: string;
  signal: AbortSignal;
  now?: () => number;
}): Promise<{ ready: boolean; pod?: Pod; waitingFor?: string }> {
  const { connection, signal, ready, container = MOVER_CONTAINER } = options;
  const { name, namespace, creationTimestamp } = options.pod.metadata as {
    name: string;
    namespace: string;
    creationTimestamp: string;
  };
  const now = options.now ?? Date.now;
  const deadline =
    Date.parse(creationTimestamp) + options.timeoutSeconds * 1000;
  const left = Math.max(0, deadline - now());
  const { met, objects } = await connection.client.waitFor(resources.pods, {
    namespace,
    fieldSelector: `metadata.name=${name}`,
    predicate: pods =>
      pods.length === 0 ||
      ready(pods[0]) ||
      moverFailure(pods[0], container)?.final === true,
    timeoutMs: Math.min(options.windowMs, left),
    signal,
  });
  const pod = objects[0];
  if (met && (!pod || ready(pod))) {
    return { ready: pod !== undefined, pod };
  }
  const cause = explainPod(
    pod,
    await eventsOf(connection, namespace, signal),
    options.about,
    container,
  );
  if (!cause?.final && now() < deadline) {
    return {
      ready: false,
      pod,
      waitingFor: `pod ${namespace}/${name} on ${connection.name}: ${
        cause?.message ?? stateOf(pod, container)
      }`,
    };
  }
  throw new MigrationError({
    code: cause?.code ?? 'POD_START_TIMEOUT',
    message: `Pod ${namespace}/${name} on ${connection.name} did not start${
      cause?.final ? '' : ` within ${options.timeoutSeconds} s`
    }: ${cause?.message ?? stateOf(pod, container)}`,
    hint:
      cause?.hint ??
      "Look at the pod's events, or raise the plan's option podStartTimeoutSeconds.",
    kind: 'ServiceUnavailableError',
    retryable: !cause?.final,
  });
}

async function eventsOf(
  connection: ClusterConnection,
  namespace: string,
  signal: AbortSignal,
): Promise<KubernetesEvent[]> {
  try {
    return await connection.client.list(resources.events, {
      namespace,
      fieldSelector: 'type=Warning',
      signal,
    });
  } catch {
    // Events explain; what is to be done does not depend on them.
    signal.throwIfAborted();
    return [];
  }
}

function stateOf(pod: Pod, container: string): string {
  const status = pod.status?.containerStatuses?.find(s => s.name === container);
  const last = status?.state?.terminated ?? status?.lastState?.terminated;
  if (last) {
    return `its container ended with exit code ${last.exitCode}${
      last.message ? `: ${last.message.slice(0, 500)}` : ''
    }`;
  }
  const waiting = status?.state?.waiting;
  if (waiting) {
    return [waiting.reason, waiting.message].filter(Boolean).join(': ');
  }
  return pod.status?.phase === 'Running'
    ? 'not ready yet'
    : pod.status?.phase ?? 'no status yet';
}
