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

import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import { unsupportedModes } from '../engines/volume/unsupportedModes';
import type { PersistentVolume } from '../kubernetes/clientNode';
import { ifAllowed } from '../kubernetes/ifAllowed';
import { parseQuantity } from '../kubernetes/quantity';
import { resources } from '../kubernetes/resources';
import type { Ends } from './Ends';
import type { Findings } from './Findings';
import type { NewClaim } from './NewClaim';

const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/**
 * Whether the storage classes can make the claims of a plan: their access modes, and a volume where none is made by itself.
 *
 * @internal
 */
export async function checkStorageClasses(options: {
  findings: Findings;
  plan: Plan;
  ends: Ends;
}): Promise<void> {
  const { findings, plan, ends } = options;
  const { target } = ends;
  if (!target || !ends.newClaims.length) {
    return;
  }
  const { storageClasses } = await target.capabilities();
  const classOf = (claim: NewClaim) =>
    storageClasses.find(c => c.name === claim.storageClass);
  let free: PersistentVolume[] | undefined;
  for (const claim of ends.newClaims) {
    const storageClass = classOf(claim);
    const spec = plan.volumes[claim.index];
    const common = {
      level: 'block' as const,
      subject: `${spec.namespace}/${spec.name}`,
      field: `volumes[${claim.index}].storageClass`,
    };
    const modes = storageClass && unsupportedModes(storageClass, claim);
    if (modes?.length) {
      findings.add({
        ...common,
        ...(spec.accessModes && {
          field: `volumes[${claim.index}].accessModes`,
        }),
        id: 'storageClass.accessModes',
        message: `Storage class ${claim.storageClass} on ${target.name} (${
          storageClass!.provisioner
        }) cannot do ${modes.join(', ')}`,
        fix: 'Choose a class of shared file storage, or other accessModes.',
      });
    }
    if (storageClass?.provisioner === NO_PROVISIONER) {
      free ??= (
        await ifAllowed(target.client.list(resources.persistentVolumes, {}), [])
      ).filter(
        v => v.status?.phase === 'Available' && !v.metadata?.deletionTimestamp,
      );
      const found = free.findIndex(volume => fits(volume, claim, spec));
      if (found >= 0) {
        // The next claim needs another one.
        free.splice(found, 1);
      } else {
        findings.add({
          ...common,
          id: 'storageClass.noVolume',
          message: `Storage class ${claim.storageClass} on ${target.name} makes no volumes by itself, and no PersistentVolume of it with ${claim.capacity} is free`,
          fix: 'Make a PersistentVolume, or choose a class with a provisioner.',
        });
      }
    }
  }
  const waiting = new Set(
    ends.newClaims
      .map(classOf)
      .filter(c => c?.volumeBindingMode === 'WaitForFirstConsumer')
      .map(c => c!.name),
  );
  for (const name of waiting) {
    findings.add({
      id: 'storageClass.bindsLate',
      level: 'info',
      subject: target.name,
      message: `Volumes of storage class ${name} on ${target.name} are made when the receiver starts, where it is scheduled: that there is room for them is seen then`,
    });
  }
}

function fits(
  volume: PersistentVolume,
  claim: NewClaim,
  spec: Plan['volumes'][number],
): boolean {
  const reserved = volume.spec?.claimRef;
  return (
    volume.spec?.storageClassName === claim.storageClass &&
    (volume.spec.volumeMode ?? 'Filesystem') === claim.volumeMode &&
    claim.accessModes.every(mode => volume.spec!.accessModes?.includes(mode)) &&
    (parseQuantity(volume.spec.capacity?.storage) ?? 0) >=
      (parseQuantity(claim.capacity) ?? 0) &&
    (!reserved ||
      (reserved.namespace === claim.namespace &&
        reserved.name === (spec.targetName ?? spec.name)))
  );
}
