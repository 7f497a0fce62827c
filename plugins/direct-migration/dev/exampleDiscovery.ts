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
  DirectMigrationApi,
  ImageRepository,
  Preflight,
  Volume,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { examplePlan } from './examplePlans';

/** Of the namespace shop: one that is well, one that is in use, one that cannot be moved. */
const exampleVolumes: Volume[] = [
  {
    namespace: 'shop',
    name: 'data',
    phase: 'Bound',
    accessModes: ['ReadWriteOnce'],
    volumeMode: 'Filesystem',
    storageClass: 'fast',
    capacity: '10Gi',
    usedBy: ['shop-6c9f'],
    supported: true,
  },
  {
    namespace: 'shop',
    name: 'uploads',
    phase: 'Bound',
    accessModes: ['ReadWriteMany'],
    volumeMode: 'Filesystem',
    storageClass: 'slow',
    capacity: '200Gi',
    usedBy: [],
    supported: true,
  },
  {
    namespace: 'shop',
    name: 'raw',
    phase: 'Bound',
    accessModes: ['ReadWriteOnce'],
    volumeMode: 'Block',
    storageClass: 'fast',
    capacity: '5Gi',
    supported: false,
    reason: 'its volume mode is Block',
  },
];

/** One of the cluster's own registry, one of another. */
const exampleImages: ImageRepository[] = [
  {
    repository: 'shop/web',
    kind: 'imageStream',
    tags: ['1.0', '1.1', 'latest'],
    usedBy: ['Deployment/web'],
    supported: true,
  },
  {
    repository: 'docker.io/library/redis',
    kind: 'repository',
    tags: [],
    usedBy: ['StatefulSet/cache'],
    supported: false,
    reason: 'it lies in the registry docker.io',
  },
];

/** What the example clusters say to every plan: yes, with a warning. */
const examplePreflight: Preflight = {
  blocked: false,
  checks: [
    {
      id: 'volume.usedBy',
      level: 'warn',
      subject: 'shop/data',
      field: 'volumes[0].name',
      message: 'It is in use by shop-6c9f.',
      fix: 'Stop the writers before the last pass.',
    },
    {
      id: 'cluster.reachable',
      level: 'info',
      subject: 'east',
      message: 'east answers: Kubernetes v1.29.8',
    },
    {
      id: 'cluster.reachable',
      level: 'info',
      subject: 'west',
      message: 'west answers: Kubernetes v1.33.1',
    },
  ],
};

/** What the clusters have, and what becomes of a plan. */
export const exampleDiscovery: Pick<
  DirectMigrationApi,
  | 'createPlan'
  | 'getPlan'
  | 'listImages'
  | 'listNamespaces'
  | 'listVolumes'
  | 'previewPlan'
> = {
  async listNamespaces(cluster) {
    return cluster.endsWith('east')
      ? [{ name: 'default' }, { name: 'shop' }]
      : [{ name: 'default' }];
  },
  async listVolumes(_cluster, namespace) {
    return exampleVolumes.filter(volume => volume.namespace === namespace);
  },
  async listImages(_cluster, namespace) {
    return namespace === 'shop' ? exampleImages : [];
  },
  async previewPlan() {
    return examplePreflight;
  },
  async createPlan(input) {
    return {
      ...examplePlan,
      ...input,
      volumes: input.volumes ?? [],
      images: input.images ?? [],
      options: input.options ?? {},
    };
  },
  async getPlan() {
    return examplePlan;
  },
};
