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

import { MigrationError } from '../../errors/MigrationError';
import type { PersistentVolumeClaim } from '../../kubernetes/clientNode';
import type { ClusterConnection } from '../../clusters/types';
import { parseQuantity } from '../../kubernetes/quantity';
import { resources } from '../../kubernetes/resources';
import { ADOPTED_BY, LABELS, MANAGED_BY } from '../common/labels';
import type { ItemContext } from '../types';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  buildTargetClaim,
  chooseCapacity,
  chooseStorageClass,
} from './buildTargetClaim';
import { isBlock } from './isBlock';
import { volumeModeProblem } from './volumeModeProblem';

type VolumeSpec = Plan['volumes'][number];

/**
 * Why an existing claim cannot be the target; `undefined` when it can. Whether one with a file system holds data, only a
 * pod can see: {@link mustBeEmpty}.
 *
 * @internal
 */
export function refuseExisting(options: {
  existing: PersistentVolumeClaim;
  planId: string;
  spec: VolumeSpec;
  source: PersistentVolumeClaim;
  /** What the source holds, where that is known. */
  usedBytes?: number;
}): { code: string; message: string; hint: string } | undefined {
  const { existing, spec, source, usedBytes } = options;
  if (existing.metadata?.deletionTimestamp) {
    return {
      code: 'TARGET_VOLUME_TERMINATING',
      message: 'it is being deleted',
      hint: 'Wait until it is gone, or choose another targetName.',
    };
  }
  if (isBlock(existing) !== isBlock(source)) {
    return {
      code: 'TARGET_VOLUME_UNSUPPORTED',
      message: isBlock(existing)
        ? 'it is a raw block volume, and the source has a file system'
        : 'it has a file system, and the source is a raw block volume',
      hint: 'Choose another targetName.',
    };
  }
  const has = existing.spec?.accessModes ?? [];
  const lacks = (spec.accessModes ?? []).filter(mode => !has.includes(mode));
  if (lacks.length) {
    return {
      code: 'TARGET_VOLUME_UNSUPPORTED',
      message: `it has the access modes ${has.join(', ')}, not ${lacks.join(
        ', ',
      )}, and they cannot be changed`,
      hint: 'Choose another targetName, or delete it.',
    };
  }
  if (
    isBlock(existing) &&
    existing.status?.phase === 'Bound' &&
    mustBeEmpty(existing, options.planId, spec)
  ) {
    return {
      code: 'TARGET_VOLUME_EXISTS',
      message:
        'it was not made by this plan, and a raw device may always hold data',
      hint: "Choose another targetName, or set the volume's existing to reuse or mirror (overwrite it).",
    };
  }
  const size =
    existing.status?.capacity?.storage ??
    existing.spec?.resources?.requests?.storage;
  const needs = chooseCapacity(source, spec.capacity, usedBytes);
  if ((parseQuantity(size) ?? 0) < (parseQuantity(needs) ?? 0)) {
    return {
      code: 'TARGET_VOLUME_TOO_SMALL',
      message: `it has ${size}, and ${needs} are needed`,
      hint: 'Enlarge it, or choose another targetName.',
    };
  }
  return undefined;
}

/** Whether a claim can be the target only if it holds nothing: it is somebody else's, and the plan does not say more. @internal */
export function mustBeEmpty(
  claim: PersistentVolumeClaim,
  planId: string,
  spec: VolumeSpec,
): boolean {
  return (
    !isOurs(claim, planId) &&
    claim.metadata?.annotations?.[ADOPTED_BY] !== planId &&
    (spec.existing ?? 'refuse') === 'refuse'
  );
}

/** Whether this plan made the claim. @internal */
export function isOurs(claim: PersistentVolumeClaim, planId: string): boolean {
  const labels = claim.metadata?.labels ?? {};
  return (
    labels[LABELS.managedBy] === MANAGED_BY && labels[LABELS.plan] === planId
  );
}

/**
 * Finds or makes the target claim.
 *
 * @returns the claim; `created`: whether it has just been made; `mirror`: whether what the source does not have is to be deleted from it: in a claim of this plan, so
 *   that a later pass leaves nothing behind that was deleted meanwhile, and wherever the plan says `mirror`; `empty`: whether
 *   it may be written only if it holds nothing
 * @throws `TARGET_VOLUME_EXISTS`, `TARGET_VOLUME_TOO_SMALL`, `TARGET_VOLUME_TERMINATING`,
 *   `TARGET_VOLUME_UNSUPPORTED`, `STORAGE_CLASS_NOT_FOUND`, `CAPACITY_TOO_SMALL`, `QUOTA_EXCEEDED`, `VOLUME_MODE_MISMATCH`
 * @internal
 */
export async function ensureTargetClaim(options: {
  context: ItemContext;
  target: ClusterConnection;
  namespace: string;
  source: PersistentVolumeClaim;
  /** What the source holds, where that is known. */
  usedBytes?: number;
}): Promise<{
  claim: PersistentVolumeClaim;
  mirror: boolean;
  created: boolean;
  empty: boolean;
}> {
  const { context, target, namespace, source, usedBytes } = options;
  const spec = context.spec as VolumeSpec;
  const name = spec.targetName ?? spec.name;
  const { signal } = context;
  const problem = volumeModeProblem(source, spec.volumeMode);
  if (problem) {
    throw new MigrationError({ ...problem, kind: 'InputError' });
  }
  let claim = await target.client.get(
    resources.persistentVolumeClaims,
    { namespace, name },
    { signal },
  );
  let created = false;
  if (!claim) {
    const storageClass = chooseStorageClass({
      asked: spec.storageClass,
      source: source.spec?.storageClassName,
      available: (await target.capabilities()).storageClasses,
    });
    const made = await target.client.createOrGet(
      resources.persistentVolumeClaims,
      buildTargetClaim({
        item: context,
        spec,
        namespace,
        source,
        storageClass,
        usedBytes,
      }),
      { signal },
    );
    claim = made.object;
    created = made.created;
    if (made.created) {
      await context.event(
        'info',
        'volume.targetCreated',
        `Created PersistentVolumeClaim ${namespace}/${name} (${claim.spec?.resources?.requests?.storage}, class ${storageClass}) on ${target.name}`,
      );
    }
  }
  const refused = refuseExisting({
    existing: claim,
    planId: context.plan.id,
    spec,
    source,
    usedBytes,
  });
  if (refused) {
    throw new MigrationError({
      code: refused.code,
      message: `PersistentVolumeClaim ${namespace}/${name} on ${target.name} cannot be the target: ${refused.message}`,
      hint: refused.hint,
      kind: 'ConflictError',
    });
  }
  const empty = mustBeEmpty(claim, context.plan.id, spec);
  const ours =
    isOurs(claim, context.plan.id) ||
    claim.metadata?.annotations?.[ADOPTED_BY] === context.plan.id;
  return {
    claim,
    created,
    mirror: spec.existing === 'mirror' || (ours && spec.existing !== 'reuse'),
    empty,
  };
}
