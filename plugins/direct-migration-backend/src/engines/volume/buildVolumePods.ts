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

import type { OwnerReference, Pod } from '../../kubernetes/clientNode';
import {
  buildMoverPod,
  TERMINATION_LOG,
  type MoverImage,
} from '../common/buildMoverPod';
import { objectName, podLabels, type ItemIdentity } from '../common/labels';
import { applyPodOptions, podUser } from './applyPodOptions';
import { tlsSecretName } from './ensureTls';
import { place, type Placement } from './place';
import { PROXY_CREDENTIALS_FILE } from './network/proxyCredentials';
import type { ResolvedVolumeOptions } from './volumeOptions';

export type { Placement };

/** The first receiver's port in a pod. @internal */
export const RECEIVER_PORT = 8443;
/** Name of the port of the receiver's Service. @internal */
export const RECEIVER_PORT_NAME = 'tls';

/**
 * Name of a receiver's port in its pod, where it may be one of several; at most 15 characters.
 *
 * @internal
 */
export function receiverPortName(item: Pick<ItemIdentity, 'itemId'>): string {
  return `tls-${item.itemId.slice(0, 8)}`;
}

/** A router may answer for an endpoint that it has just heard of with a certificate of its own. */
const AUTH_GRACE_SECONDS = 15;

const PATHS = {
  data: '/data',
  device: '/dev/direct-migration',
  tls: '/tls',
  run: '/run/mover',
};

// What rsync needs to read and write files of every owner. All of them are in the "baseline" pod security level.
/** @internal */
export const SENDER_CAPABILITIES = ['DAC_OVERRIDE'];
/** @internal */
export const RECEIVER_CAPABILITIES = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'MKNOD',
  'SETFCAP',
  'SETGID',
  'SETUID',
];

/**
 * The pod that writes the target volume.
 *
 * @remarks
 * A bare pod that restarts its container: a receiver that crashes comes back under the same address, and the
 * sender's own retries find it. A Job would add a second pod on the same volume.
 *
 * @internal
 */
export function buildReceiverPod(options: {
  item: ItemIdentity;
  namespace: string;
  claim: string;
  /** The volume is a raw device. */
  block?: boolean;
  /** Refuse the volume when it holds something. */
  requireEmpty?: boolean;
  mover: MoverImage;
  settings: ResolvedVolumeOptions;
  owner: OwnerReference;
  placement?: Placement;
  /** Its place among the receivers in one pod. */
  place?: number;
}): Pod {
  const { item, settings, place: index = 0 } = options;
  const pod = settings.targetPod;
  const port = RECEIVER_PORT + index;
  const built: Pod = {
    metadata: {
      name: objectName(item, 'receiver'),
      namespace: options.namespace,
      labels: podLabels(item, 'receiver'),
      ownerReferences: [options.owner],
    } as Pod['metadata'],
    spec: buildMoverPod({
      mover: options.mover,
      args: [
        'receive',
        '--listen',
        `$(POD_IP):${port}`,
        ...pathArgs(options.block),
        '--idle-timeout',
        String(settings.idleTimeoutSeconds),
        ...(options.requireEmpty ? ['--require-empty'] : []),
      ],
      mounts: mounts(options.claim, tlsSecretName(item, 'server'), {
        anyUser: Boolean(pod.runAsUser),
        block: options.block,
      }),
      restartPolicy: 'OnFailure',
      // Nobody may come to remove it.
      activeDeadlineSeconds:
        settings.itemTimeoutSeconds + settings.podStartTimeoutSeconds + 600,
      user: podUser(pod, RECEIVER_CAPABILITIES),
      container: {
        env: [
          {
            name: 'POD_IP',
            valueFrom: { fieldRef: { fieldPath: 'status.podIP' } },
          },
        ],
        ports: [
          {
            name: receiverPortName(item),
            containerPort: port,
            protocol: 'TCP',
          },
        ],
        readinessProbe: {
          tcpSocket: { port: port as never },
          // The sender waits for it.
          periodSeconds: 1,
          failureThreshold: 10,
        },
      },
      pod: place(options.placement),
    }),
  };
  // Without a group of its own a user could not write into a new volume.
  return applyPodOptions(built, {
    ...(pod.runAsUser && { fsGroup: pod.runAsGroup ?? pod.runAsUser }),
    ...pod,
  });
}

/**
 * The pod that reads the source volume.
 *
 * @internal
 */
export function buildSenderPod(options: {
  item: ItemIdentity;
  namespace: string;
  claim: string;
  /** The volume is a raw device. */
  block?: boolean;
  accessModes: string[];
  mover: MoverImage;
  settings: ResolvedVolumeOptions;
  connect: SenderConnection;
  serverName: string;
  /** Removes from the target what the source does not have. */
  mirror: boolean;
  /** Nobody writes to the source any more: what changes nevertheless fails the verification. */
  quiesced?: boolean;
  owner: OwnerReference;
  placement?: Placement;
}): Pod {
  const { item, settings, connect } = options;
  const pod = settings.sourcePod;
  const built: Pod = {
    metadata: {
      name: objectName(item, 'sender'),
      namespace: options.namespace,
      labels: podLabels(item, 'sender'),
      ownerReferences: [options.owner],
    } as Pod['metadata'],
    spec: buildMoverPod({
      mover: options.mover,
      args: [
        'send',
        ...senderConnectionArgs(connect, options.serverName),
        ...pathArgs(options.block),
        ...copyArgs(settings),
        ...(options.quiesced ? ['--quiesced'] : []),
        ...(options.mirror && settings.deleteExtraneous !== false
          ? ['--delete']
          : []),
      ],
      mounts: mounts(options.claim, tlsSecretName(item, 'client'), {
        readOnly: true,
        anyUser: Boolean(pod.runAsUser),
        block: options.block,
        // A read-only claim may be refused on a node where the application has the volume mounted for writing.
        readOnlyClaim: options.accessModes.every(
          mode => mode === 'ReadOnlyMany',
        ),
      }),
      restartPolicy: 'Never',
      activeDeadlineSeconds: settings.itemTimeoutSeconds,
      user: podUser(pod, SENDER_CAPABILITIES),
      pod: place(options.placement),
    }),
  };
  return applyPodOptions(built, pod);
}

function copyArgs(settings: ResolvedVolumeOptions): string[] {
  return [
    ...(settings.bandwidthLimit
      ? ['--bandwidth-limit', String(settings.bandwidthLimit)]
      : []),
    '--compression',
    settings.compression,
    '--verify',
    settings.verify,
    ...(settings.acceptLoss.length
      ? ['--accept-loss', ...settings.acceptLoss]
      : []),
    // Its receiver may start later. What the plan allows counts from then on: `watchReceiver` sees to that.
    '--connect-timeout',
    String(settings.connectTimeoutSeconds + settings.podStartTimeoutSeconds),
    '--auth-grace',
    String(AUTH_GRACE_SECONDS + settings.podStartTimeoutSeconds),
    '--io-timeout',
    String(settings.ioTimeoutSeconds),
    // `=`: a pattern may begin with a dash
    ...settings.include.map(pattern => `--include=${escapeArg(pattern)}`),
    ...settings.exclude.map(pattern => `--exclude=${escapeArg(pattern)}`),
  ];
}

/** The kubelet replaces `$(NAME)` in arguments, and makes `$` of `$$`. @internal */
export function escapeArg(text: string): string {
  return text.replace(/\$/g, '$$$$');
}

/** How a sender reaches the receiver. @internal */
export interface SenderConnection {
  host: string;
  port: number;
  /** On the way to it. `credentials`: they are a file of the Secret. */
  proxy?: { host: string; port: number; credentials: boolean };
}

function hostPort({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The part of a sender's command line that says where the receiver is. @internal */
export function senderConnectionArgs(
  connect: SenderConnection,
  serverName: string,
): string[] {
  const { proxy } = connect;
  return [
    '--connect',
    hostPort(connect),
    '--server-name',
    serverName,
    ...(proxy ? ['--proxy', hostPort(proxy)] : []),
    ...(proxy?.credentials
      ? ['--proxy-credentials', `${PATHS.tls}/${PROXY_CREDENTIALS_FILE}`]
      : []),
  ];
}

function pathArgs(block = false): string[] {
  return [
    ...(block ? ['--device', '--data', PATHS.device] : ['--data', PATHS.data]),
    '--tls',
    PATHS.tls,
    '--run',
    PATHS.run,
    '--termination-log',
    TERMINATION_LOG,
  ];
}

function mounts(
  claimName: string,
  secretName: string,
  options: {
    readOnly?: boolean;
    readOnlyClaim?: boolean;
    /** Not root: nobody else is in the pod who could read it. */
    anyUser?: boolean;
    block?: boolean;
  } = {},
) {
  return [
    {
      volume: {
        name: 'data',
        persistentVolumeClaim: {
          claimName,
          ...(options.readOnlyClaim && { readOnly: true }),
        },
      },
      ...(options.block
        ? { device: { devicePath: PATHS.device } }
        : {
            mount: {
              mountPath: PATHS.data,
              ...(options.readOnly && { readOnly: true }),
            },
          }),
    },
    {
      volume: {
        name: 'tls',
        secret: { secretName, defaultMode: options.anyUser ? 0o444 : 0o400 },
      },
      mount: { mountPath: PATHS.tls, readOnly: true },
    },
    {
      volume: { name: 'run', emptyDir: {} },
      mount: { mountPath: PATHS.run },
    },
  ];
}
