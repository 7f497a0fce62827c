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

import { chmod, mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mountLimited } from '../runtime/mounts';
import { KubeObject } from '../types';
import { ClusterContext } from './ClusterContext';
import { parseQuantity } from './parseQuantity';

/**
 * The provisioner of the classes whose volumes are folders, or files where a raw device is asked for.
 * @internal
 */
export const PROVISIONER = 'sandbox.direct-migration.io/directory';

/**
 * Makes a volume for a claim: a folder, or a file system in memory for a class whose volumes are limited. A sparse file
 * stands for a raw device.
 * @internal
 */
export async function provisionVolume(
  context: ClusterContext,
  options: { claim: KubeObject; storageClass: KubeObject },
): Promise<KubeObject> {
  const { claim, storageClass } = options;
  const { registry, objects, nodeName } = context;
  const name = `pvc-${claim.metadata.uid}`;
  const base = join(context.directory, 'volumes', name);
  await mkdir(base, { recursive: true });
  const { storage } = claim.spec.resources.requests;
  if (storageClass.parameters?.limited === 'true') {
    // Room for the folder itself; where mounts are not possible the volume has no limit.
    await mountLimited(base, parseQuantity(storage) + 8192);
  }
  const isDevice = claim.spec.volumeMode === 'Block';
  const path = join(base, isDevice ? 'device' : 'data');
  if (isDevice) {
    await writeFile(path, '', { flag: 'a', mode: 0o600 });
    await truncate(path, parseQuantity(storage));
  } else {
    await mkdir(path, { recursive: true });
    await chmod(path, 0o777);
  }
  return objects.create(registry.get('persistentvolumes'), undefined, {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name,
      annotations: { 'pv.kubernetes.io/provisioned-by': PROVISIONER },
    },
    spec: {
      capacity: { storage },
      accessModes: claim.spec.accessModes,
      storageClassName: storageClass.metadata.name,
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      volumeMode: claim.spec.volumeMode ?? 'Filesystem',
      // Only these may be raw devices.
      ...(isDevice ? { local: { path } } : { hostPath: { path, type: '' } }),
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                {
                  key: 'kubernetes.io/hostname',
                  operator: 'In',
                  values: [nodeName],
                },
              ],
            },
          ],
        },
      },
    },
  });
}
