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
import type { Inspection } from '../database/InspectionsStore';
import { volumeOptions } from '../engines/volume/volumeOptions';
import type { Findings } from './Findings';

type Loss = Inspection['losses'][number];

function describeLosses(losses: Loss[]): string {
  return losses
    .map(
      ({ kind, count, examples }) =>
        `${kind} of ${count} (${examples.join(', ')}${
          count > examples.length ? ', …' : ''
        })`,
    )
    .join('; ');
}

function amount(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return mebibytes >= 1024
    ? `${Math.round((mebibytes / 1024) * 100) / 100} GiB`
    : `${Math.round(mebibytes * 100) / 100} MiB`;
}

/**
 * Says what was found on a volume, and blocks what would be lost without consent.
 *
 * @param options - `current`: the losses were looked for under the circumstances that the plan has now
 * @internal
 */
export function describeInspection(options: {
  findings: Findings;
  plan: Plan;
  index: number;
  inspection: Inspection;
  current: boolean;
}): void {
  const { findings, plan, index, inspection, current } = options;
  const spec = plan.volumes[index];
  const subject = `${spec.namespace}/${spec.name}`;
  const limits = [
    ...(inspection.complete ? [] : ['there was no time to look at everything']),
    ...inspection.notInspected.map(what => `not looked at: ${what}`),
  ];
  findings.inspected({
    namespace: spec.namespace,
    name: spec.name,
    inspectedAt: inspection.inspectedAt.toISOString(),
    complete: inspection.complete,
    current,
    files: inspection.files,
    directories: inspection.directories,
    bytes: inspection.allocatedBytes,
    losses: current ? inspection.losses : [],
  });
  findings.add({
    id: 'volume.inspected',
    level: inspection.complete ? 'info' : 'warn',
    subject,
    message: `At ${inspection.inspectedAt.toISOString()} it held ${amount(
      inspection.allocatedBytes,
    )} in ${inspection.files} files and ${inspection.directories} folders, ${
      inspection.inodes
    } inodes${limits.map(text => `; ${text}`).join('')}`,
    ...(!inspection.complete && {
      fix: 'A migration looks at all of it before it copies anything.',
    }),
  });
  if (!current) {
    return;
  }
  const { acceptLoss } = volumeOptions(plan, spec);
  const refused = inspection.losses.filter(
    ({ kind }) => !acceptLoss.includes(kind),
  );
  const accepted = inspection.losses.filter(({ kind }) =>
    acceptLoss.includes(kind),
  );
  if (refused.length) {
    findings.add({
      id: 'loss.notAccepted',
      level: 'block',
      subject,
      field: `volumes[${index}].options.acceptLoss`,
      message: `Not all of ${subject} would arrive as it is: ${describeLosses(
        refused,
      )}`,
      fix: `Let both pods run as root where that is allowed (without runAsUser), or the target's as the owner; leave such files out (exclude); or agree to it with acceptLoss: [${refused
        .map(({ kind }) => kind)
        .join(', ')}].`,
    });
  }
  if (accepted.length) {
    findings.add({
      id: 'loss.accepted',
      level: 'info',
      subject,
      message: `Lost of ${subject}, as the plan agrees: ${describeLosses(
        accepted,
      )}`,
    });
  }
}
