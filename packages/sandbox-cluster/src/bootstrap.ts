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

import { PROVISIONER } from './controllers/provisionVolume';
import { ObjectService } from './store/ObjectService';
import { timestamp } from './store/timestamp';
import { KubeObjectInput, ResourceType } from './types';
import { SandboxStorageClass } from './SandboxClusterOptions';

const DEFAULT_CLASSES: SandboxStorageClass[] = [
  { name: 'local', default: true },
  { name: 'local-wait', volumeBindingMode: 'WaitForFirstConsumer' },
];

/**
 * Makes the objects that every cluster has: its node, its first namespaces, its storage classes.
 * @internal
 */
export function bootstrap(options: {
  objects: ObjectService;
  nodeName: string;
  nodeAddress: string;
  storageClasses?: SandboxStorageClass[];
}): void {
  const { objects, nodeName, nodeAddress } = options;
  const { registry } = objects;
  for (const name of ['default', 'kube-system', 'kube-public']) {
    ensure(objects, registry.get('namespaces'), {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
  }
  for (const storageClass of options.storageClasses ?? DEFAULT_CLASSES) {
    ensure(objects, registry.get('storageclasses', 'storage.k8s.io'), {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: storageClass.name,
        ...(storageClass.default
          ? {
              annotations: {
                'storageclass.kubernetes.io/is-default-class': 'true',
              },
            }
          : {}),
      },
      provisioner: storageClass.provisioner ?? PROVISIONER,
      reclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      volumeBindingMode: storageClass.volumeBindingMode ?? 'Immediate',
      ...(storageClass.limited ? { parameters: { limited: 'true' } } : {}),
    });
  }
  const node = ensure(objects, registry.get('nodes'), {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: nodeName,
      labels: {
        'kubernetes.io/hostname': nodeName,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': process.arch === 'x64' ? 'amd64' : process.arch,
      },
    },
    spec: {},
  });
  // The address may be another one than in the last run.
  objects.mutate(registry.get('nodes'), node, copy => {
    const capacity = { cpu: '8', memory: '16Gi', pods: '500' };
    copy.status = {
      capacity,
      allocatable: capacity,
      addresses: [
        { type: 'InternalIP', address: nodeAddress },
        { type: 'Hostname', address: nodeName },
      ],
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
          lastTransitionTime: timestamp(),
        },
      ],
      nodeInfo: {
        kubeletVersion: 'v1.30.0+sandbox',
        operatingSystem: 'linux',
        architecture: process.arch === 'x64' ? 'amd64' : process.arch,
        containerRuntimeVersion: 'sandbox://0.1.0',
      },
    };
  });
}

function ensure(
  objects: ObjectService,
  type: ResourceType,
  object: KubeObjectInput,
) {
  const name = object.metadata.name as string;
  return (
    objects.store.get(type, undefined, name) ??
    objects.create(type, undefined, object)
  );
}
