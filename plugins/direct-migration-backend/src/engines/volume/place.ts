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

/** Where a pod must run, because a volume is mounted there. @internal */
export interface Placement {
  nodeName: string;
  /** Of the pod that runs there, so that ours may follow it. */
  tolerations?: PodSpec['tolerations'];
}

/**
 * The part of a pod that keeps it on a node.
 *
 * @internal
 */
export function place(placement: Placement | undefined): Partial<PodSpec> {
  if (!placement) {
    return {};
  }
  return {
    ...(placement.tolerations?.length && {
      tolerations: placement.tolerations,
    }),
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            {
              // The hostname label may differ from the node's name; this never does.
              matchFields: [
                {
                  key: 'metadata.name',
                  operator: 'In',
                  values: [placement.nodeName],
                },
              ],
            },
          ],
        },
      },
    },
  };
}
