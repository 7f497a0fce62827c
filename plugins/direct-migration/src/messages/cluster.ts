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

/** Clusters, their capabilities and problems. */
export const clusterMessages = {
  moveFrom: 'New migration from here',
  title: 'Migrations of this cluster',
  loading: 'Loading clusters',
  usable: 'Ready for migrations',
  usableWithProblems_one: 'Ready, with {{count}} problem',
  usableWithProblems_other: 'Ready, with {{count}} problems',
  unusable: 'Cannot be used',
  empty: {
    title: 'No clusters',
    description:
      'A cluster is a catalog entity of kind Resource and type kubernetes-cluster. You may see none.',
  },
  notFound: {
    title: 'This cluster is not known to the migration service',
    description:
      'Add it to directMigration.clusters in the configuration of the backend.',
  },
  facts: {
    version: 'Version',
    kind: 'Kind',
    apiServer: 'API server',
    endpoints: 'Reachable by',
    storageClasses: 'Storage classes',
    imageStreams: 'Image streams',
  },
  openshift: 'OpenShift',
  kubernetes: 'Kubernetes',
  yes: 'Yes',
  no: 'No',
  none: 'None',
  defaultClass: '{{name}} (default)',
  endpoints: {
    route: 'Route',
    ingress: 'Ingress',
    gateway: 'Gateway',
    loadBalancer: 'Load balancer',
    nodePort: 'Node port',
    clusterIP: 'Cluster IP',
  },
  traffic: {
    title: 'In the last 30 days',
    out_one: '{{count}} migration from here',
    out_other: '{{count}} migrations from here',
    in_one: '{{count}} migration to here',
    in_other: '{{count}} migrations to here',
    all: 'All migrations of this cluster',
  },
  latest: 'Latest migrations',
  noLatest: 'None yet.',
} as const;
