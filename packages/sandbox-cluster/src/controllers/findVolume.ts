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

import { KubeObject } from '../types';
import { ClusterContext } from './ClusterContext';
import { parseQuantity } from './parseQuantity';

/**
 * The volume that is meant for a claim, or fits it; undefined when there is none.
 * @internal
 */
export function findVolume(
  context: ClusterContext,
  claim: KubeObject,
): KubeObject | undefined {
  const { registry, store } = context;
  const wanted = parseQuantity(claim.spec.resources.requests.storage);
  return store.list(registry.get('persistentvolumes')).find(volume => {
    const reference = volume.spec.claimRef;
    if (reference) {
      return (
        reference.namespace === claim.metadata.namespace &&
        reference.name === claim.metadata.name &&
        (!reference.uid || reference.uid === claim.metadata.uid)
      );
    }
    if (claim.spec.volumeName) {
      return volume.metadata.name === claim.spec.volumeName;
    }
    return (
      volume.status?.phase === 'Available' &&
      (volume.spec.storageClassName ?? '') ===
        (claim.spec.storageClassName ?? '') &&
      (volume.spec.volumeMode ?? 'Filesystem') ===
        (claim.spec.volumeMode ?? 'Filesystem') &&
      parseQuantity(volume.spec.capacity?.storage ?? '0') >= wanted &&
      claim.spec.accessModes.every((m: string) =>
        volume.spec.accessModes?.includes(m),
      )
    );
  });
}
