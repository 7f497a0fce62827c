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
import { isBlock } from './isBlock';

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
 * Size of a target volume, a quantity: the larger of the source's real size, what it holds and a tenth, and what was asked
 * for.
 *
 * @param usedBytes - what the source holds, where that is known
 * @throws `CAPACITY_TOO_SMALL` when less than that was asked for
 * @internal
 */
export function chooseCapacity(
  source: PersistentVolumeClaim,
  asked?: string,
  usedBytes?: number,
): string {
  const sizes = [
    source.status?.capacity?.storage,
    source.spec?.resources?.requests?.storage,
  ].filter((size): size is string => parseQuantity(size) !== undefined);
  const needed = usedBytes === undefined ? [] : [withHeadroom(usedBytes)];
  const [real] = [...sizes, ...needed].sort(
    (a, b) => parseQuantity(b)! - parseQuantity(a)!,
  );
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
          : `The capacity asked for, ${asked}, is smaller than ${real}, ${
              needed[0] === real
                ? 'what the source holds and a tenth'
                : 'the size of the source'
            }`,
      hint: `Ask for at least ${real}, or leave the capacity out.`,
      kind: 'InputError',
    });
  }
  return asked;
}

/**
 * Access modes of a target volume: those asked for, else the source's, and one that allows writing.
 *
 * @internal
 */
export function chooseAccessModes(
  source: PersistentVolumeClaim,
  asked?: string[],
): string[] {
  const modes = asked ?? source.spec?.accessModes ?? ['ReadWriteOnce'];
  return modes.some(mode => mode.startsWith('ReadWrite'))
    ? modes
    : ['ReadWriteOnce', ...modes];
}

/** Whole MiB, as nobody wants to read bytes. */
function withHeadroom(usedBytes: number): string {
  return `${Math.ceil((usedBytes * 1.1) / 2 ** 20)}Mi`;
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
  usedBytes?: number;
}): PersistentVolumeClaim {
  const { source, spec, usedBytes } = options;
  return {
    metadata: {
      name: options.spec.targetName ?? options.spec.name,
      namespace: options.namespace,
      labels: { ...source.metadata?.labels, ...provenanceLabels(options.item) },
    } as PersistentVolumeClaim['metadata'],
    spec: {
      accessModes: chooseAccessModes(source, spec.accessModes),
      volumeMode: isBlock(source) ? 'Block' : 'Filesystem',
      storageClassName: options.storageClass,
      resources: {
        requests: {
          storage: chooseCapacity(source, spec.capacity, usedBytes),
        },
      },
    },
  };
}
