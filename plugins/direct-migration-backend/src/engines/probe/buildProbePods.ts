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

import type { PodOptions } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { OwnerReference, Pod, PodSpec } from '../../kubernetes/clientNode';
import {
  buildMoverPod,
  TERMINATION_LOG,
  type MoverImage,
} from '../common/buildMoverPod';
import { podLabels, objectName, type ItemIdentity } from '../common/labels';
import { applyPodOptions, podUser } from '../volume/applyPodOptions';
import { tlsSecretName } from '../volume/ensureTls';
import {
  RECEIVER_CAPABILITIES,
  RECEIVER_PORT,
  receiverPortName,
  SENDER_CAPABILITIES,
  senderConnectionArgs,
  type SenderConnection,
} from '../volume/buildVolumePods';

/** Should nobody come to remove the pods. */
const DEADLINE_S = 300;
const PATHS = { data: '/data', tls: '/tls', run: '/run/mover' };

interface ProbePodOptions {
  /** What the plan says of the pods on this side. */
  pod: PodOptions;
  item: ItemIdentity;
  namespace: string;
  mover: MoverImage;
  owner: OwnerReference;
}

/**
 * As the receiver of a volume, and with the same rights, but it writes into a scratch folder.
 *
 * @internal
 */
export function buildProbeReceiver(options: ProbePodOptions): Pod {
  return pod(options, 'receiver', {
    args: [
      'receive',
      '--listen',
      `$(POD_IP):${RECEIVER_PORT}`,
      '--data',
      PATHS.data,
      ...commonArgs(),
      '--idle-timeout',
      String(DEADLINE_S),
    ],
    mounts: [
      {
        volume: { name: 'data', emptyDir: {} },
        mount: { mountPath: PATHS.data },
      },
    ],
    capabilities: RECEIVER_CAPABILITIES,
    container: {
      env: [
        {
          name: 'POD_IP',
          valueFrom: { fieldRef: { fieldPath: 'status.podIP' } },
        },
      ],
      ports: [
        {
          name: receiverPortName(options.item),
          containerPort: RECEIVER_PORT,
          protocol: 'TCP',
        },
      ],
      readinessProbe: {
        tcpSocket: { port: RECEIVER_PORT as never },
        initialDelaySeconds: 1,
        periodSeconds: 2,
        failureThreshold: 3,
      },
    },
  });
}

/**
 * As the sender of a volume, and with the same rights, but it sends what it makes up.
 *
 * @internal
 */
export function buildProbeSender(
  options: ProbePodOptions & { connect: SenderConnection; serverName: string },
): Pod {
  return pod(options, 'sender', {
    args: [
      'probe',
      ...senderConnectionArgs(options.connect, options.serverName),
      ...commonArgs(),
    ],
    mounts: [],
    capabilities: SENDER_CAPABILITIES,
  });
}

function commonArgs(): string[] {
  return [
    '--tls',
    PATHS.tls,
    '--run',
    PATHS.run,
    '--termination-log',
    TERMINATION_LOG,
  ];
}

function pod(
  { item, namespace, mover, owner, pod: asked }: ProbePodOptions,
  component: 'sender' | 'receiver',
  own: {
    args: string[];
    mounts: Parameters<typeof buildMoverPod>[0]['mounts'];
    capabilities: string[];
    container?: Partial<PodSpec['containers'][number]>;
  },
): Pod {
  const built: Pod = {
    metadata: {
      name: objectName(item, component),
      namespace,
      labels: podLabels(item, component),
      ownerReferences: [owner],
    } as Pod['metadata'],
    spec: buildMoverPod({
      mover,
      args: own.args,
      mounts: [
        ...own.mounts,
        {
          volume: {
            name: 'tls',
            secret: {
              secretName: tlsSecretName(
                item,
                component === 'sender' ? 'client' : 'server',
              ),
              // Not root: nobody else is in the pod who could read it.
              defaultMode: asked.runAsUser ? 0o444 : 0o400,
            },
          },
          mount: { mountPath: PATHS.tls, readOnly: true },
        },
        {
          volume: { name: 'run', emptyDir: {} },
          mount: { mountPath: PATHS.run },
        },
      ],
      restartPolicy: 'Never',
      activeDeadlineSeconds: DEADLINE_S,
      user: podUser(asked, own.capabilities),
      container: own.container,
    }),
  };
  return applyPodOptions(built, asked);
}
