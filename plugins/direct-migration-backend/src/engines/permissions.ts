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

import type { EndpointType } from '@direct-migration/backstage-plugin-direct-migration-common';

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

/** Only a namespace that denies by default needs them. */
const NETWORK_POLICIES: NeededRule = {
  group: 'networking.k8s.io',
  resource: 'networkpolicies',
  verbs: ['get', 'list', 'create', 'delete'],
  optional: true,
};
/** Only preflight reads them. */
const LIMITS: NeededRule[] = ['resourcequotas', 'limitranges'].map(
  resource => ({ group: '', resource, verbs: ['list'], optional: true }),
);
const ENDPOINTS: Partial<Record<EndpointType, NeededRule>> = {
  route: endpointRule('route.openshift.io', 'routes', ['watch']),
  gateway: endpointRule('gateway.networking.k8s.io', 'tlsroutes', ['watch']),
  ingress: endpointRule('networking.k8s.io', 'ingresses', []),
};

/** In a source namespace of volumes. @internal */
export const VOLUME_SOURCE_RULES: NeededRule[] = [
  ...PODS,
  SECRETS,
  { group: '', resource: 'persistentvolumeclaims', verbs: ['get'] },
  NETWORK_POLICIES,
  ...LIMITS,
];

/** In a target namespace of volumes. @internal */
export function volumeTargetRules(endpoint: EndpointType): NeededRule[] {
  const rule = ENDPOINTS[endpoint];
  return [
    ...PODS,
    SECRETS,
    {
      group: '',
      resource: 'persistentvolumeclaims',
      verbs: ['get', 'create', 'patch'],
    },
    {
      group: '',
      resource: 'services',
      verbs: [
        'get',
        'list',
        ...(endpoint === 'loadBalancer' ? ['watch'] : []),
        'create',
        'delete',
      ],
    },
    ...(rule ? [rule] : []),
    NETWORK_POLICIES,
    ...LIMITS,
  ];
}

function endpointRule(
  group: string,
  resource: string,
  besides: string[],
): NeededRule {
  return {
    group,
    resource,
    verbs: ['get', 'list', ...besides, 'create', 'delete'],
  };
}

/** In the namespace of a copier. @internal */
export const COPIER_RULES: NeededRule[] = [
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

const WORKLOAD_KINDS: Pick<NeededRule, 'group' | 'resource'>[] = [
  { group: 'apps', resource: 'deployments' },
  { group: 'apps', resource: 'statefulsets' },
  { group: 'apps', resource: 'daemonsets' },
  { group: 'apps', resource: 'replicasets' },
  { group: '', resource: 'replicationcontrollers' },
  { group: 'batch', resource: 'jobs' },
  { group: 'batch', resource: 'cronjobs' },
  { group: 'apps.openshift.io', resource: 'deploymentconfigs' },
];

/** In a source namespace, to start again what a cutover has stopped. @internal */
export const RESTORE_RULES: NeededRule[] = [
  ...WORKLOAD_KINDS.map(kind => ({ ...kind, verbs: ['get', 'list', 'patch'] })),
  { group: '', resource: 'pods', verbs: ['list'] },
];

/** In a source namespace, to stop what uses the volumes. @internal */
export const QUIESCE_RULES: NeededRule[] = [
  ...RESTORE_RULES,
  { group: '', resource: 'pods', verbs: ['watch'] },
  {
    group: 'autoscaling',
    resource: 'horizontalpodautoscalers',
    verbs: ['list'],
    optional: true,
  },
];

/** In a target namespace, to delete the volumes of a plan. @internal */
export const DELETE_TARGET_RULES: NeededRule[] = [
  { group: '', resource: 'persistentvolumeclaims', verbs: ['get', 'delete'] },
  { group: '', resource: 'pods', verbs: ['list'] },
];
