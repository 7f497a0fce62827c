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
  Plan,
  StorageClass,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { MigrationError } from '../../errors/MigrationError';
import type { PersistentVolumeClaim } from '../../kubernetes/clientNode';
import { parseQuantity } from '../../kubernetes/quantity';
import { provenanceLabels, type ItemIdentity } from '../common/labels';

type VolumeSpec = Plan['volumes'][number];

/**
 * Storage class of a target volume: the one asked for, else the one of the same name, else the default.
 *
 * @throws `STORAGE_CLASS_NOT_FOUND`
 * @internal
 */
export function chooseStorageClass(options: {
  asked?: string;
  source?: string;
  available: StorageClass[];
}): string {
  const { asked, source, available } = options;
  const names = available.map(c => c.name).join(', ') || 'none';
  if (asked) {
    if (!available.some(c => c.name === asked)) {
      throw new MigrationError({
        code: 'STORAGE_CLASS_NOT_FOUND',
        message: `The target cluster has no storage class ${asked}`,
        hint: `Choose one of: ${names}.`,
        kind: 'InputError',
      });
    }
    return asked;
  }
  const chosen =
    available.find(c => c.name === source) ?? available.find(c => c.isDefault);
  if (!chosen) {
    throw new MigrationError({
      code: 'STORAGE_CLASS_NOT_FOUND',
      message: `The target cluster has neither a storage class ${source} nor a default one`,
      hint: `Set the volume's storageClass to one of: ${names}.`,
      kind: 'InputError',
    });
  }
  return chosen.name;
}

/**
 * Size of a target volume, a quantity: the larger of the source's real size and what was asked for.
 *
 * @throws `CAPACITY_TOO_SMALL` when less than the source's was asked for
 * @internal
 */
export function chooseCapacity(
  source: PersistentVolumeClaim,
  asked?: string,
): string {
  const sizes = [
    source.status?.capacity?.storage,
    source.spec?.resources?.requests?.storage,
  ].filter((size): size is string => parseQuantity(size) !== undefined);
  const real = sizes.sort((a, b) => parseQuantity(b)! - parseQuantity(a)!)[0];
  if (!asked) {
    return real ?? '1Gi';
  }
  const value = parseQuantity(asked);
  if (value === undefined || (real && value < parseQuantity(real)!)) {
    throw new MigrationError({
      code: 'CAPACITY_TOO_SMALL',
      message:
        value === undefined
          ? `'${asked}' is not a Kubernetes quantity`
          : `The capacity asked for, ${asked}, is smaller than the source's ${real}`,
      hint: `Ask for at least ${real}, or leave the capacity out.`,
      kind: 'InputError',
    });
  }
  return asked;
}

/**
 * The claim to create on the target.
 *
 * @internal
 */
export function buildTargetClaim(options: {
  item: ItemIdentity;
  spec: VolumeSpec;
  namespace: string;
  source: PersistentVolumeClaim;
  storageClass: string;
}): PersistentVolumeClaim {
  const { source } = options;
  const modes = source.spec?.accessModes ?? ['ReadWriteOnce'];
  return {
    metadata: {
      name: options.spec.targetName ?? options.spec.name,
      namespace: options.namespace,
      labels: { ...source.metadata?.labels, ...provenanceLabels(options.item) },
    } as PersistentVolumeClaim['metadata'],
    spec: {
      accessModes: modes.some(mode => mode.startsWith('ReadWrite'))
        ? modes
        : ['ReadWriteOnce', ...modes],
      volumeMode: 'Filesystem',
      storageClassName: options.storageClass,
      resources: {
        requests: { storage: chooseCapacity(source, options.spec.capacity) },
      },
    },
  };
}
