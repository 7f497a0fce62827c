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

/** What an engine does in a cluster; the rules of a Role. @internal */
export interface NeededRule {
  group: string;
  resource: string;
  subresource?: string;
  verbs: string[];
  /** In no namespace, so a ClusterRole is needed. */
  clusterWide?: boolean;
  /** Without it something is only explained less well. */
  optional?: boolean;
}

const PODS: NeededRule[] = [
  {
    group: '',
    resource: 'pods',
    verbs: ['get', 'list', 'watch', 'create', 'delete'],
  },
  {
    group: '',
    resource: 'pods',
    subresource: 'log',
    verbs: ['get'],
    optional: true,
  },
  { group: '', resource: 'events', verbs: ['list'], optional: true },
];
const SECRETS: NeededRule = {
  group: '',
  resource: 'secrets',
  verbs: ['get', 'list', 'create', 'delete'],
};

/** In a source namespace of volumes. @internal */
export const VOLUME_SOURCE_RULES: NeededRule[] = [
  ...PODS,
  SECRETS,
  { group: '', resource: 'persistentvolumeclaims', verbs: ['get'] },
];

/** In a target namespace of volumes. @internal */
export function volumeTargetRules(
  endpoint: 'route' | 'nodePort',
): NeededRule[] {
  return [
    ...PODS,
    SECRETS,
    { group: '', resource: 'persistentvolumeclaims', verbs: ['get', 'create'] },
    {
      group: '',
      resource: 'services',
      verbs: ['get', 'list', 'create', 'delete'],
    },
    ...(endpoint === 'route'
      ? [
          {
            group: 'route.openshift.io',
            resource: 'routes',
            verbs: ['get', 'list', 'watch', 'create', 'delete'],
          },
        ]
      : []),
  ];
}

/** In the namespace of a copier. @internal */
export const IMAGE_TARGET_RULES: NeededRule[] = [
  ...PODS,
  SECRETS,
  {
    group: 'batch',
    resource: 'jobs',
    verbs: ['get', 'list', 'create', 'delete'],
  },
];

/** On the target, to choose the storage class of a volume. @internal */
export const TARGET_CLUSTER_RULES: NeededRule[] = [
  {
    group: 'storage.k8s.io',
    resource: 'storageclasses',
    verbs: ['list'],
    clusterWide: true,
  },
];

/** On the target, where a namespace is missing. @internal */
export const CREATE_NAMESPACE_RULES: NeededRule[] = [
  { group: '', resource: 'namespaces', verbs: ['create'], clusterWide: true },
];
