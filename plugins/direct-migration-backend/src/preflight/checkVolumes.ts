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
import { mapNamespace } from '../engines/EngineOptions';
import { LABELS } from '../engines/common/labels';
import {
  chooseAccessModes,
  chooseCapacity,
  chooseStorageClass,
} from '../engines/volume/buildTargetClaim';
import { checkSourceClaim, usersOf } from '../engines/volume/checkSourceClaim';
import { volumeModeProblem } from '../engines/volume/volumeModeProblem';
import {
  mustBeEmpty,
  refuseExisting,
} from '../engines/volume/ensureTargetClaim';
import type { MigrationError } from '../errors/MigrationError';
import type { PersistentVolumeClaim, Pod } from '../kubernetes/clientNode';
import { resources } from '../kubernetes/resources';
import type { Ends } from './Ends';
import type { Findings } from './Findings';

/**
 * Looks at every volume of a plan on both sides.
 *
 * @internal
 */
export async function checkVolumes(options: {
  findings: Findings;
  plan: Plan;
  ends: Ends;
  /** The application is stopped before anything is copied. */
  stoppedFirst?: boolean;
  /** Looks into them, once the source is known and before the target is chosen. */
  inspect: () => Promise<void>;
}): Promise<void> {
  const { findings, plan, ends } = options;
  const targets = new Set<string>();
  for (const [index, spec] of plan.volumes.entries()) {
    const field = `volumes[${index}]`;
    const subject = `${spec.namespace}/${spec.name}`;
    const target = `${mapNamespace(plan, spec.namespace)}/${
      spec.targetName ?? spec.name
    }`;
    if (targets.has(target)) {
      findings.add({
        id: 'volume.targetTwice',
        level: 'block',
        subject,
        field: spec.targetName ? `${field}.targetName` : `${field}.name`,
        message: `Another volume of the plan goes to ${target} too`,
        fix: 'Give one of them another targetName.',
      });
    }
    targets.add(target);
    const found = await checkSource(options, index);
    if (found) {
      ends.sources.set(index, found);
    }
  }
  await options.inspect();
  for (const [index, { claim }] of ends.sources) {
    try {
      await checkTarget(options, index, claim);
    } catch (error) {
      findings.block(error, {
        subject: options.ends.target!.name,
        field: 'targetCluster',
      });
    }
  }
}

async function checkSource(
  options: {
    findings: Findings;
    plan: Plan;
    ends: Ends;
    stoppedFirst?: boolean;
  },
  index: number,
): Promise<{ claim: PersistentVolumeClaim; users: Pod[] } | undefined> {
  const { findings, plan, ends } = options;
  const spec = plan.volumes[index];
  const subject = `${spec.namespace}/${spec.name}`;
  if (
    !ends.source ||
    findings.hasFailed(ends.source.name) ||
    ends.missing.source.has(spec.namespace)
  ) {
    return undefined;
  }
  try {
    const { claim, users } = await checkSourceClaim({
      client: ends.source.client,
      cluster: ends.source.name,
      namespace: spec.namespace,
      name: spec.name,
      stoppedFirst: options.stoppedFirst,
    });
    if (users.length) {
      findings.add({
        id: 'volume.usedBy',
        level: 'info',
        subject,
        message: `It is in use by ${users
          .map(p => p.metadata?.name)
          .join(', ')}: what is written during the copy may be missed`,
        fix: 'Stop the writers before the last pass.',
      });
    }
    return { claim, users };
  } catch (error) {
    if ((error as Partial<MigrationError>).cluster) {
      findings.block(error, {
        subject: ends.source.name,
        field: 'sourceCluster',
      });
      return undefined;
    }
    findings.block(error, {
      subject,
      field: `volumes[${index}].${
        isNamespaceError(error) ? 'namespace' : 'name'
      }`,
    });
    return undefined;
  }
}

async function checkTarget(
  options: { findings: Findings; plan: Plan; ends: Ends },
  index: number,
  source: PersistentVolumeClaim,
): Promise<void> {
  const { findings, plan, ends } = options;
  const spec = plan.volumes[index];
  const field = `volumes[${index}]`;
  const subject = `${spec.namespace}/${spec.name}`;
  const namespace = mapNamespace(plan, spec.namespace);
  const name = spec.targetName ?? spec.name;
  const usedBytes = ends.inspections.get(index)?.allocatedBytes;
  try {
    chooseCapacity(source, spec.capacity, usedBytes);
  } catch (error) {
    findings.block(error, { subject, field: `${field}.capacity` });
    return;
  }
  const mode = volumeModeProblem(source, spec.volumeMode);
  if (mode) {
    findings.add({
      id: 'volume.modeMismatch',
      level: 'block',
      subject,
      field: `${field}.volumeMode`,
      message: mode.message,
      fix: mode.hint,
    });
    return;
  }
  if (!ends.target || findings.hasFailed(ends.target.name)) {
    return;
  }
  const existing = ends.missing.target.has(namespace)
    ? undefined
    : await ends.target.client.get(resources.persistentVolumeClaims, {
        namespace,
        name,
      });
  if (!existing) {
    const { storageClasses: available } = await ends.target.capabilities();
    if (!available.length && findings.listsRules(ends.target.name)) {
      // That there is none to choose follows from the missing rules.
      return;
    }
    try {
      const storageClass = chooseStorageClass({
        asked: spec.storageClass,
        source: source.spec?.storageClassName,
        available,
      });
      const capacity = chooseCapacity(source, spec.capacity, usedBytes);
      ends.newClaims.push({
        index,
        namespace,
        storageClass,
        capacity,
        accessModes: chooseAccessModes(source, spec.accessModes),
        volumeMode: source.spec?.volumeMode ?? 'Filesystem',
      });
      findings.add({
        id: 'volume.willBeCreated',
        level: 'info',
        subject,
        message: `${namespace}/${name} will be created on ${ends.target.name} with storage class ${storageClass} and ${capacity}`,
      });
    } catch (error) {
      findings.block(error, { subject, field: `${field}.storageClass` });
    }
    return;
  }
  const refused = refuseExisting({
    existing,
    planId: plan.id,
    spec,
    source,
    usedBytes,
  });
  if (refused) {
    findings.add({
      id:
        {
          TARGET_VOLUME_EXISTS: 'targetVolume.exists',
          TARGET_VOLUME_TOO_SMALL: 'targetVolume.tooSmall',
          TARGET_VOLUME_TERMINATING: 'targetVolume.terminating',
        }[refused.code] ?? 'targetVolume.unsupported',
      level: 'block',
      subject,
      field: spec.targetName ? `${field}.targetName` : `${field}.name`,
      message: `${namespace}/${name} on ${ends.target.name} cannot be the target: ${refused.message}`,
      fix: refused.hint,
    });
    return;
  }
  if (
    mustBeEmpty(existing, plan.id, spec) &&
    existing.status?.phase === 'Bound'
  ) {
    findings.add({
      id: 'targetVolume.exists',
      level: 'warn',
      subject,
      field: spec.targetName ? `${field}.targetName` : `${field}.name`,
      message: `${namespace}/${name} on ${ends.target.name} is there and was not made by this plan: it is the target only if it holds nothing, which is looked at before anything is written`,
      fix: "Choose another targetName, or set the volume's existing to reuse (write into it) or mirror (also delete what the source does not have).",
    });
  }
  const madeBy = existing.metadata?.labels?.[LABELS.migration];
  if (existing.metadata?.labels?.[LABELS.plan] === plan.id && madeBy) {
    findings.add({
      id: 'targetVolume.continues',
      level: 'info',
      subject,
      message: `${namespace}/${name} on ${ends.target.name} was made for this plan by migration ${madeBy}: only what differs is sent`,
    });
  }
  const users = usersOf(
    await ends.target.client.list(resources.pods, { namespace }),
    name,
  );
  if (users.length) {
    const exclusive = existing.spec?.accessModes?.includes('ReadWriteOncePod');
    findings.add({
      id: 'targetVolume.inUse',
      level: exclusive ? 'block' : 'warn',
      subject,
      field: `${field}.${spec.targetName ? 'targetName' : 'name'}`,
      message: `${namespace}/${name} on ${ends.target.name} is in use by ${users
        .map(p => p.metadata?.name)
        .join(', ')}, and files change under it`,
      fix: 'Stop these pods for the time of the migration.',
    });
  }
}

function isNamespaceError(error: unknown): boolean {
  return (error as { code?: string }).code === 'NAMESPACE_NOT_FOUND';
}
