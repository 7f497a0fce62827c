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

import type { PodSpec } from '../../kubernetes/clientNode';
import { MOVER_RESOURCES } from './moverResources';
import { MOVER_CONTAINER } from './readMoverResult';

type Container = PodSpec['containers'][number];
type Volume = NonNullable<PodSpec['volumes']>[number];
type VolumeMount = NonNullable<Container['volumeMounts']>[number];

/** Which image runs in the transfer pods. @internal */
export interface MoverImage {
  image: string;
  /** Names of pull Secrets that are in the namespaces. */
  imagePullSecrets: string[];
}

/** Where the kubelet expects the last word of a container. @internal */
export const TERMINATION_LOG = '/dev/termination-log';

/**
 * What all our pods have in common: one container, no service account token, no environment of others, no privilege
 * that is not asked for.
 *
 * @internal
 */
export function buildMoverPod(options: {
  mover: MoverImage;
  args: string[];
  /** Where each volume is seen: mounted, or as a raw device. */
  mounts: {
    volume: Volume;
    mount?: Omit<VolumeMount, 'name'>;
    device?: { devicePath: string };
  }[];
  restartPolicy: 'Never' | 'OnFailure';
  activeDeadlineSeconds: number;
  /** Root keeps the owners of files; the capabilities say what root may do. */
  user: { root: { capabilities: string[] } } | { nonRoot: { uid?: number } };
  container?: Partial<Container>;
  pod?: Partial<PodSpec>;
}): PodSpec {
  const { mover, user } = options;
  return {
    restartPolicy: options.restartPolicy,
    activeDeadlineSeconds: options.activeDeadlineSeconds,
    terminationGracePeriodSeconds: 5,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...(mover.imagePullSecrets.length && {
      imagePullSecrets: mover.imagePullSecrets.map(name => ({ name })),
    }),
    securityContext: {
      seccompProfile: { type: 'RuntimeDefault' },
      ...('root' in user
        ? { runAsUser: 0, runAsGroup: 0 }
        : { runAsNonRoot: true, runAsUser: user.nonRoot.uid }),
    },
    containers: [
      {
        name: MOVER_CONTAINER,
        image: mover.image,
        imagePullPolicy: 'IfNotPresent',
        args: options.args,
        terminationMessagePath: TERMINATION_LOG,
        terminationMessagePolicy: 'File',
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: {
            drop: ['ALL'],
            ...('root' in user && { add: user.root.capabilities }),
          },
        },
        resources: MOVER_RESOURCES,
        volumeMounts: options.mounts.flatMap(({ volume, mount }) =>
          mount ? [{ name: volume.name, ...mount }] : [],
        ),
        ...(options.mounts.some(({ device }) => device) && {
          volumeDevices: options.mounts.flatMap(({ volume, device }) =>
            device ? [{ name: volume.name, ...device }] : [],
          ),
        }),
        ...options.container,
      },
    ],
    volumes: options.mounts.map(({ volume }) => volume),
    ...options.pod,
  };
}
