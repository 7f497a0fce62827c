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

import type { KubernetesEvent, Pod } from '../../kubernetes/clientNode';
import { parseMoverLine } from './moverLines';
import { MOVER_CONTAINER } from './readMoverResult';

/** Why a pod does not run yet. @internal */
export interface PodCause {
  /** Stable error code should it stay so. */
  code: string;
  /** For people, from the cluster itself. */
  message: string;
  hint: string;
  /** Waiting does not help. */
  final: boolean;
}

const LOOK_AT_THE_NODE =
  'Look at the events of the pod and of its node; the message is the kubelet’s own.';

const BY_REASON: Record<
  string,
  { code: string; hint: string; final?: boolean }
> = {
  Unschedulable: {
    code: 'POD_UNSCHEDULABLE',
    hint: 'Free resources on the nodes, or check taints, node selectors and the volume’s node affinity.',
  },
  FailedScheduling: {
    code: 'POD_UNSCHEDULABLE',
    hint: 'Free resources on the nodes, or check taints, node selectors and the volume’s node affinity.',
  },
  ImagePullBackOff: {
    code: 'IMAGE_PULL_FAILED',
    hint: 'Check directMigration.moverImage and directMigration.moverImagePullSecrets, and that the cluster reaches the registry.',
  },
  ErrImagePull: {
    code: 'IMAGE_PULL_FAILED',
    hint: 'Check directMigration.moverImage and directMigration.moverImagePullSecrets, and that the cluster reaches the registry.',
  },
  ErrImageNeverPull: {
    code: 'IMAGE_PULL_FAILED',
    hint: 'The image is not on the node, and may not be pulled.',
  },
  InvalidImageName: {
    code: 'IMAGE_PULL_FAILED',
    hint: 'Check directMigration.moverImage.',
    final: true,
  },
  FailedMount: {
    code: 'VOLUME_MOUNT_FAILED',
    hint: 'Look at the volume and its storage driver on the node.',
  },
  FailedAttachVolume: {
    code: 'VOLUME_MOUNT_FAILED',
    hint: 'The volume may be in use on another node; stop the pods that use it there.',
  },
  ProvisioningFailed: {
    code: 'VOLUME_PROVISIONING_FAILED',
    hint: 'Check the storage class, its provisioner and quotas.',
  },
  CreateContainerConfigError: {
    code: 'POD_START_FAILED',
    hint: 'The message names what the container lacks: a Secret that somebody deleted, or a user that the namespace does not allow.',
  },
  CreateContainerError: { code: 'POD_START_FAILED', hint: LOOK_AT_THE_NODE },
  RunContainerError: { code: 'POD_START_FAILED', hint: LOOK_AT_THE_NODE },
  FailedCreatePodSandBox: {
    code: 'POD_START_FAILED',
    hint: 'Look at the node and its network plugin.',
  },
  FailedCreate: {
    code: 'POD_START_FAILED',
    hint: 'A quota, a security rule or an admission webhook of the namespace refuses the pod, as the message says: allow it there.',
  },
};

/**
 * What the mover itself said when its container ended, if it ended in failure.
 *
 * @internal
 */
export function moverFailure(
  pod: Pod,
  container = MOVER_CONTAINER,
): PodCause | undefined {
  const status = pod.status?.containerStatuses?.find(s => s.name === container);
  const ended = status?.state?.terminated ?? status?.lastState?.terminated;
  const line = parseMoverLine(ended?.message ?? '');
  return line?.type === 'result' && line.error
    ? {
        code: line.error.code,
        message: line.error.message,
        hint: line.error.hint ?? "Look at the log of the mover's pod.",
        final: line.error.retryable === false,
      }
    : undefined;
}

/**
 * Names why a pod does not run yet, from its own status first and then from the newest warning about it.
 *
 * @param pod - the pod
 * @param events - of the namespace; only those about the pod or the objects in `about` are looked at
 * @param about - names of other objects that the pod waits for, such as its claim
 * @param container - the mover's, where the pod has several
 * @internal
 */
export function explainPod(
  pod: Pod,
  events: KubernetesEvent[],
  about: string[] = [],
  container = MOVER_CONTAINER,
): PodCause | undefined {
  const failure = moverFailure(pod, container);
  if (failure) {
    return failure;
  }
  const status = pod.status?.containerStatuses?.find(s => s.name === container);
  const waiting = status?.state?.waiting;
  const names = new Set([pod.metadata?.name, ...about]);
  const since = pod.metadata?.creationTimestamp ?? '';
  const warnings = events
    .filter(
      e =>
        e.type === 'Warning' &&
        names.has(e.involvedObject?.name) &&
        (e.involvedObject.name !== pod.metadata?.name ||
          !e.involvedObject.uid ||
          e.involvedObject.uid === pod.metadata?.uid) &&
        timeOf(e) >= since &&
        e.reason! in BY_REASON,
    )
    .sort((a, b) => timeOf(b).localeCompare(timeOf(a)));
  if (waiting?.reason && waiting.reason in BY_REASON) {
    const detail =
      waiting.message ?? warnings.find(e => e.reason === 'Failed')?.message;
    return cause(waiting.reason, detail);
  }
  // A claim that cannot be provisioned shows on the pod only as "unbound claims".
  const provisioning = warnings.find(e => e.reason === 'ProvisioningFailed');
  if (provisioning) {
    return cause(provisioning.reason!, provisioning.message);
  }
  const scheduled = pod.status?.conditions?.find(
    c => c.type === 'PodScheduled',
  );
  if (scheduled?.status === 'False') {
    return cause(scheduled.reason ?? 'Unschedulable', scheduled.message);
  }
  if (warnings[0] && pod.status?.phase !== 'Running') {
    return cause(warnings[0].reason!, warnings[0].message);
  }
  return undefined;
}

function cause(reason: string, message: string | undefined): PodCause {
  const known = BY_REASON[reason] ?? {
    code: 'POD_START_FAILED',
    hint: LOOK_AT_THE_NODE,
  };
  return {
    code: known.code,
    message: message ? `${reason}: ${message}` : reason,
    hint: known.hint,
    final: known.final ?? false,
  };
}

function timeOf(event: KubernetesEvent): string {
  return (
    event.lastTimestamp ??
    event.eventTime ??
    event.metadata?.creationTimestamp ??
    ''
  );
}
