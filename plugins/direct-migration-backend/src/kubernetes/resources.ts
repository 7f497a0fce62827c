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

import type {
  ConfigMap,
  CronJob,
  DaemonSet,
  Deployment,
  DeploymentConfig,
  Gateway,
  ImageStream,
  Ingress,
  IngressClass,
  Job,
  KubernetesEvent,
  KubernetesNamespace,
  KubernetesNode,
  KubernetesObject,
  KubernetesStorageClass,
  LimitRange,
  NetworkPolicy,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  ReplicaSet,
  ReplicationController,
  ResourceQuota,
  Route,
  Secret,
  Service,
  StatefulSet,
  TlsRoute,
} from './clientNode';
import type { HorizontalPodAutoscaler } from './Workload';

/** Where objects of one kind are found in the API. @internal */
export interface Resource<T extends KubernetesObject = KubernetesObject> {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Never set; carries the type. */
  readonly type?: T;
}

function define<T extends KubernetesObject>(
  group: string,
  version: string,
  kind: string,
  plural: string,
  namespaced = true,
): Resource<T> {
  return { group, version, kind, plural, namespaced };
}

/** Every kind that we read or write. All of them are served from Kubernetes 1.20 on. @internal */
export const resources = {
  namespaces: define<KubernetesNamespace>(
    '',
    'v1',
    'Namespace',
    'namespaces',
    false,
  ),
  nodes: define<KubernetesNode>('', 'v1', 'Node', 'nodes', false),
  pods: define<Pod>('', 'v1', 'Pod', 'pods'),
  secrets: define<Secret>('', 'v1', 'Secret', 'secrets'),
  configMaps: define<ConfigMap>('', 'v1', 'ConfigMap', 'configmaps'),
  services: define<Service>('', 'v1', 'Service', 'services'),
  events: define<KubernetesEvent>('', 'v1', 'Event', 'events'),
  persistentVolumeClaims: define<PersistentVolumeClaim>(
    '',
    'v1',
    'PersistentVolumeClaim',
    'persistentvolumeclaims',
  ),
  storageClasses: define<KubernetesStorageClass>(
    'storage.k8s.io',
    'v1',
    'StorageClass',
    'storageclasses',
    false,
  ),
  jobs: define<Job>('batch', 'v1', 'Job', 'jobs'),
  cronJobs: define<CronJob>('batch', 'v1', 'CronJob', 'cronjobs'),
  /** CronJobs before Kubernetes 1.21. */
  cronJobsBeta: define<CronJob>('batch', 'v1beta1', 'CronJob', 'cronjobs'),
  deployments: define<Deployment>('apps', 'v1', 'Deployment', 'deployments'),
  statefulSets: define<StatefulSet>(
    'apps',
    'v1',
    'StatefulSet',
    'statefulsets',
  ),
  replicaSets: define<ReplicaSet>('apps', 'v1', 'ReplicaSet', 'replicasets'),
  replicationControllers: define<ReplicationController>(
    '',
    'v1',
    'ReplicationController',
    'replicationcontrollers',
  ),
  deploymentConfigs: define<DeploymentConfig>(
    'apps.openshift.io',
    'v1',
    'DeploymentConfig',
    'deploymentconfigs',
  ),
  daemonSets: define<DaemonSet>('apps', 'v1', 'DaemonSet', 'daemonsets'),
  ingresses: define<Ingress>('networking.k8s.io', 'v1', 'Ingress', 'ingresses'),
  ingressClasses: define<IngressClass>(
    'networking.k8s.io',
    'v1',
    'IngressClass',
    'ingressclasses',
    false,
  ),
  networkPolicies: define<NetworkPolicy>(
    'networking.k8s.io',
    'v1',
    'NetworkPolicy',
    'networkpolicies',
  ),
  persistentVolumes: define<PersistentVolume>(
    '',
    'v1',
    'PersistentVolume',
    'persistentvolumes',
    false,
  ),
  resourceQuotas: define<ResourceQuota>(
    '',
    'v1',
    'ResourceQuota',
    'resourcequotas',
  ),
  limitRanges: define<LimitRange>('', 'v1', 'LimitRange', 'limitranges'),
  horizontalPodAutoscalers: define<HorizontalPodAutoscaler>(
    'autoscaling',
    'v1',
    'HorizontalPodAutoscaler',
    'horizontalpodautoscalers',
  ),
  routes: define<Route>('route.openshift.io', 'v1', 'Route', 'routes'),
  imageStreams: define<ImageStream>(
    'image.openshift.io',
    'v1',
    'ImageStream',
    'imagestreams',
  ),
};

/** @internal */
export const GATEWAY_API = 'gateway.networking.k8s.io';
/** Versions in which TLSRoute has been served, the newest first. @internal */
export const TLS_ROUTE_VERSIONS = ['v1', 'v1alpha3', 'v1alpha2'];

/** Not part of Kubernetes itself, so the version differs from cluster to cluster. @internal */
export function tlsRoutes(version: string): Resource<TlsRoute> {
  return define(GATEWAY_API, version, 'TLSRoute', 'tlsroutes');
}

/** See {@link tlsRoutes}. @internal */
export function gateways(version: string): Resource<Gateway> {
  return define(GATEWAY_API, version, 'Gateway', 'gateways');
}

/**
 * Path of a collection, or of one object in it.
 *
 * @internal
 */
export function resourcePath(
  resource: Resource,
  key: { namespace?: string; name?: string; subresource?: string },
): string {
  const parts = [
    resource.group
      ? `/apis/${resource.group}/${resource.version}`
      : `/api/${resource.version}`,
  ];
  if (resource.namespaced && key.namespace) {
    parts.push('namespaces', encodeURIComponent(key.namespace));
  }
  parts.push(resource.plural);
  if (key.name) {
    parts.push(encodeURIComponent(key.name));
  }
  if (key.subresource) {
    parts.push(key.subresource);
  }
  return parts.join('/');
}
