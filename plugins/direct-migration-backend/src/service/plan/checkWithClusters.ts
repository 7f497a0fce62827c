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

import type { PlanContent } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterConnection } from '../../clusters/types';
import {
  chooseCapacity,
  chooseStorageClass,
} from '../../engines/volume/buildTargetClaim';
import { volumeModeProblem } from '../../engines/volume/volumeModeProblem';
import { unsupportedModes } from '../../engines/volume/unsupportedModes';
import { MigrationError } from '../../errors/MigrationError';
import type { PersistentVolumeClaim } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import { invalidInput } from '../syntax';

/** Who makes a plan does not wait for a cluster that is slow: preflight asks it again. */
const PATIENCE_MS = 5_000;

/**
 * Refuses what the clusters of a plan say cannot be, as far as they answer: a storage class that is not there or cannot do
 * what the source does, a capacity smaller than the source's, a volume mode
 * that is not the source's.
 *
 * @throws MigrationError `STORAGE_CLASS_NOT_FOUND`, `STORAGE_CLASS_ACCESS_MODES`, `CAPACITY_TOO_SMALL`, `VOLUME_MODE_MISMATCH` with the
 *   field
 */
export async function checkWithClusters(
  plan: PlanContent,
  connect: (clusterRef: string) => Promise<ClusterConnection>,
): Promise<void> {
  const asking = plan.volumes.filter(
    v => v.storageClass || v.capacity || v.accessModes || v.volumeMode,
  );
  if (!asking.length) {
    return;
  }
  const [classes, claims] = await Promise.all([
    ifAnswered(async () => {
      const target = await connect(plan.targetCluster);
      return (await target.capabilities()).storageClasses;
    }),
    ifAnswered(async () => {
      const { client } = await connect(plan.sourceCluster);
      const found = new Map<string, PersistentVolumeClaim>();
      for (const namespace of new Set(asking.map(v => v.namespace))) {
        const all = await client.list(resources.persistentVolumeClaims, {
          namespace,
        });
        all.forEach(c => found.set(`${namespace}/${c.metadata?.name}`, c));
      }
      return found;
    }),
  ]);
  for (const [index, volume] of plan.volumes.entries()) {
    const field = `volumes[${index}]`;
    const claim = claims?.get(`${volume.namespace}/${volume.name}`);
    // Empty: there are none, or they may not be listed.
    if (volume.storageClass && classes?.length) {
      named(`${field}.storageClass`, () =>
        chooseStorageClass({ asked: volume.storageClass, available: classes }),
      );
      const chosen = classes.find(c => c.name === volume.storageClass)!;
      const modes = unsupportedModes(chosen, {
        accessModes: volume.accessModes ?? claim?.spec?.accessModes ?? [],
        volumeMode: claim?.spec?.volumeMode ?? 'Filesystem',
      });
      if (modes.length) {
        throw invalidInput({
          code: 'STORAGE_CLASS_ACCESS_MODES',
          field: `${field}.${
            volume.accessModes ? 'accessModes' : 'storageClass'
          }`,
          message: `Storage class ${chosen.name} (${
            chosen.provisioner
          }) cannot do ${modes.join(', ')}, which ${
            volume.accessModes
              ? 'is asked for'
              : `${volume.namespace}/${volume.name} has`
          }`,
          hint: 'Choose a class of shared file storage, or other accessModes.',
        });
      }
    }
    const mode = claim && volumeModeProblem(claim, volume.volumeMode);
    if (mode) {
      throw invalidInput({ ...mode, field: `${field}.volumeMode` });
    }
    if (volume.capacity && claim) {
      named(`${field}.capacity`, () => chooseCapacity(claim, volume.capacity));
    }
  }
}

function named(field: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof MigrationError)) {
      throw error;
    }
    const { code, message, hint } = error;
    throw invalidInput({ code, field, message, hint });
  }
}

async function ifAnswered<T>(ask: () => Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([ask(), tooLong]);
  } catch (error) {
    if (error instanceof MigrationError) {
      return undefined;
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
