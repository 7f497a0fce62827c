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
import type { Pod, PodSpec } from '../../kubernetes/clientNode';

/**
 * Who a pod of ours runs as.
 *
 * @param capabilities - what root may do
 * @internal
 */
export function podUser(
  pod: PodOptions,
  capabilities: string[],
): { root: { capabilities: string[] } } | { nonRoot: { uid?: number } } {
  return pod.runAsUser
    ? { nonRoot: { uid: pod.runAsUser } }
    : { root: { capabilities } };
}

/**
 * Puts what the plan asks of a pod into it. Our own labels win, so that it is found again.
 *
 * @internal
 */
export function applyPodOptions(pod: Pod, options: PodOptions): Pod {
  const spec = pod.spec as PodSpec;
  const { runAsGroup, fsGroup, supplementalGroups } = options;
  const tolerations = [
    ...(options.tolerations ?? []),
    ...(spec.tolerations ?? []),
  ] as PodSpec['tolerations'];
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: { ...options.labels, ...pod.metadata?.labels },
      ...(options.annotations && {
        annotations: { ...options.annotations, ...pod.metadata?.annotations },
      }),
    } as Pod['metadata'],
    spec: {
      ...spec,
      ...(options.nodeSelector && { nodeSelector: options.nodeSelector }),
      ...(tolerations?.length && { tolerations }),
      securityContext: {
        ...spec.securityContext,
        ...(runAsGroup !== undefined && { runAsGroup }),
        // Owners of a whole volume are not to be changed where they are right already.
        ...(fsGroup !== undefined && {
          fsGroup,
          fsGroupChangePolicy: 'OnRootMismatch',
        }),
        ...(supplementalGroups && { supplementalGroups }),
      },
      containers: spec.containers.map(container => ({
        ...container,
        ...(options.resources && {
          resources: {
            requests: {
              ...container.resources?.requests,
              ...options.resources.requests,
            },
            limits: {
              ...container.resources?.limits,
              ...options.resources.limits,
            },
          },
        }),
      })),
    },
  };
}
