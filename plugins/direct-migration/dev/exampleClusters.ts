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

import type { Cluster } from '@direct-migration/backstage-plugin-direct-migration-common';

/** One cluster that is well, one with a warning, one that does not answer. */
export const exampleClusters: Cluster[] = [
  {
    entityRef: 'resource:default/east',
    name: 'east',
    title: 'East',
    apiServerUrl: 'https://api.east.example.com:6443',
    usable: true,
    problems: [],
    capabilities: {
      version: 'v1.29.8',
      openshift: true,
      routes: true,
      ingress: true,
      imageStreams: true,
      endpoints: ['route', 'nodePort', 'clusterIP'],
      storageClasses: [
        { name: 'fast', provisioner: 'csi.example.com', isDefault: true },
        { name: 'slow', provisioner: 'nfs.example.com', isDefault: false },
      ],
    },
  },
  {
    entityRef: 'resource:default/west',
    name: 'west',
    title: 'West',
    apiServerUrl: 'https://api.west.example.com:6443',
    usable: true,
    problems: [
      {
        code: 'NO_DEFAULT_STORAGE_CLASS',
        message: 'No storage class is the default one.',
        hint: 'Name the class of each volume in the plan.',
      },
    ],
    capabilities: {
      version: 'v1.33.1',
      openshift: false,
      routes: false,
      ingress: true,
      imageStreams: false,
      endpoints: ['ingress', 'loadBalancer'],
      storageClasses: [
        { name: 'gp3', provisioner: 'ebs.csi.aws.com', isDefault: false },
      ],
    },
  },
  {
    entityRef: 'resource:default/north',
    name: 'north',
    title: 'North',
    apiServerUrl: 'https://api.north.example.com:6443',
    usable: false,
    problems: [
      {
        code: 'CLUSTER_UNREACHABLE',
        message:
          'https://api.north.example.com:6443 does not answer: connect ETIMEDOUT.',
        hint: 'Check that the API server is up and that the backend may reach it.',
      },
    ],
  },
];
