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

import { ResourceType } from '../types';

function define(
  group: string,
  version: string,
  kind: string,
  plural: string,
  options: Partial<ResourceType> & { cluster?: boolean } = {},
): ResourceType {
  const { cluster, ...rest } = options;
  return {
    group,
    version,
    kind,
    plural,
    singular: kind.toLowerCase(),
    namespaced: !cluster,
    ...rest,
  };
}

const workload = { hasGeneration: true, subresources: ['status', 'scale'] };

/**
 * The resources of Kubernetes that the sandbox serves.
 * @internal
 */
export const standardResources: ResourceType[] = [
  define('', 'v1', 'Namespace', 'namespaces', {
    cluster: true,
    shortNames: ['ns'],
    subresources: ['status', 'finalize'],
  }),
  define('', 'v1', 'Node', 'nodes', {
    cluster: true,
    shortNames: ['no'],
    subresources: ['status'],
  }),
  define('', 'v1', 'PersistentVolume', 'persistentvolumes', {
    cluster: true,
    shortNames: ['pv'],
    subresources: ['status'],
  }),
  define('', 'v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', {
    shortNames: ['pvc'],
    subresources: ['status'],
  }),
  define('', 'v1', 'Pod', 'pods', {
    shortNames: ['po'],
    subresources: ['status', 'log', 'eviction'],
  }),
  define('', 'v1', 'Secret', 'secrets'),
  define('', 'v1', 'ConfigMap', 'configmaps', { shortNames: ['cm'] }),
  define('', 'v1', 'Service', 'services', {
    shortNames: ['svc'],
    subresources: ['status'],
  }),
  define('', 'v1', 'Endpoints', 'endpoints', {
    shortNames: ['ep'],
    singular: 'endpoints',
  }),
  define('', 'v1', 'Event', 'events', { shortNames: ['ev'] }),
  define('', 'v1', 'ServiceAccount', 'serviceaccounts', { shortNames: ['sa'] }),
  define('', 'v1', 'ResourceQuota', 'resourcequotas', {
    shortNames: ['quota'],
    subresources: ['status'],
  }),
  define('', 'v1', 'LimitRange', 'limitranges', { shortNames: ['limits'] }),
  define('', 'v1', 'ReplicationController', 'replicationcontrollers', {
    ...workload,
    shortNames: ['rc'],
  }),
  define('apps', 'v1', 'Deployment', 'deployments', {
    ...workload,
    shortNames: ['deploy'],
  }),
  define('apps', 'v1', 'ReplicaSet', 'replicasets', {
    ...workload,
    shortNames: ['rs'],
  }),
  define('apps', 'v1', 'StatefulSet', 'statefulsets', {
    ...workload,
    shortNames: ['sts'],
  }),
  define('apps', 'v1', 'DaemonSet', 'daemonsets', {
    hasGeneration: true,
    subresources: ['status'],
    shortNames: ['ds'],
  }),
  define('batch', 'v1', 'Job', 'jobs', { subresources: ['status'] }),
  define('batch', 'v1', 'CronJob', 'cronjobs', {
    shortNames: ['cj'],
    subresources: ['status'],
  }),
  define('storage.k8s.io', 'v1', 'StorageClass', 'storageclasses', {
    cluster: true,
    shortNames: ['sc'],
  }),
  define('networking.k8s.io', 'v1', 'Ingress', 'ingresses', {
    hasGeneration: true,
    shortNames: ['ing'],
    subresources: ['status'],
  }),
  define('networking.k8s.io', 'v1', 'IngressClass', 'ingressclasses', {
    cluster: true,
    hasGeneration: true,
  }),
  define('networking.k8s.io', 'v1', 'NetworkPolicy', 'networkpolicies', {
    hasGeneration: true,
    shortNames: ['netpol'],
  }),
  define('rbac.authorization.k8s.io', 'v1', 'Role', 'roles'),
  define('rbac.authorization.k8s.io', 'v1', 'RoleBinding', 'rolebindings'),
  define('rbac.authorization.k8s.io', 'v1', 'ClusterRole', 'clusterroles', {
    cluster: true,
  }),
  define(
    'rbac.authorization.k8s.io',
    'v1',
    'ClusterRoleBinding',
    'clusterrolebindings',
    { cluster: true },
  ),
  define('policy', 'v1', 'PodDisruptionBudget', 'poddisruptionbudgets', {
    hasGeneration: true,
    shortNames: ['pdb'],
    subresources: ['status'],
  }),
  define('coordination.k8s.io', 'v1', 'Lease', 'leases'),
];

/**
 * The kinds of OpenShift that the sandbox can serve besides.
 * @internal
 */
export const openShiftResources: ResourceType[] = [
  define('route.openshift.io', 'v1', 'Route', 'routes', {
    hasGeneration: true,
    subresources: ['status'],
  }),
  define('image.openshift.io', 'v1', 'ImageStream', 'imagestreams', {
    hasGeneration: true,
    shortNames: ['is'],
    subresources: ['status'],
  }),
  define('apps.openshift.io', 'v1', 'DeploymentConfig', 'deploymentconfigs', {
    ...workload,
    shortNames: ['dc'],
  }),
];
