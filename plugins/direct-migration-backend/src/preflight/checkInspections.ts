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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import type {
  Inspection,
  InspectionsStore,
} from '../database/InspectionsStore';
import type { MoverImage } from '../engines/common/buildMoverPod';
import { inspectionQuestion } from '../engines/inspection/inspectionQuestion';
import { runInspection } from '../engines/inspection/runInspection';
import { volumeOptions } from '../engines/volume/volumeOptions';
import { MigrationError } from '../errors/MigrationError';
import { mapConcurrently } from '../clusters/mapConcurrently';
import type { Ends } from './Ends';
import { isBlock } from '../engines/volume/isBlock';
import { describeInspection } from './describeInspection';
import type { Findings } from './Findings';

/** A plan may have a thousand, and somebody waits for the answer. */
const MOST_VOLUMES = 30;
const AT_ONCE = 5;

/** What {@link checkInspections} needs. @internal */
export interface InspectionsCheck {
  findings: Findings;
  plan: Plan;
  ends: Ends;
  store: InspectionsStore;
  /** With what to look into the volumes now; without it only what was found before is said. */
  inspect?: { mover: MoverImage; logger: LoggerService };
}

/**
 * Says what is known of the content of a plan's volumes: how much it is, and what of it the target could not keep.
 *
 * @internal
 */
export async function checkInspections(
  options: InspectionsCheck,
): Promise<void> {
  const { findings, plan, ends, store, inspect } = options;
  for (const [index, { claim }] of ends.sources) {
    const known = await store.get(claim.metadata?.uid ?? '');
    if (known) {
      ends.inspections.set(index, known);
    }
  }
  if (inspect) {
    await lookInto(options, inspect);
  }
  const unknown: string[] = [];
  for (const index of ends.sources.keys()) {
    const spec = plan.volumes[index];
    const { question, allRoot } = inspectionQuestion(volumeOptions(plan, spec));
    const known = ends.inspections.get(index);
    if (known) {
      describeInspection({
        findings,
        plan,
        index,
        inspection: known,
        current: known.question === question,
      });
    }
    if (
      !allRoot &&
      known?.question !== question &&
      !isBlock(ends.sources.get(index)!.claim)
    ) {
      unknown.push(`${spec.namespace}/${spec.name}`);
    }
  }
  if (unknown.length) {
    findings.add({
      id: 'inspection.missing',
      level: 'warn',
      subject: plan.name,
      message: `Not all transfer pods run as root, and what of ${
        unknown.length
      } volumes the target cannot keep is not known yet: ${unknown
        .slice(0, 5)
        .join(', ')}${unknown.length > 5 ? ', …' : ''}`,
      fix: 'Run the preflight with inspect=true. A migration looks for itself, and copies nothing of a volume that would lose what acceptLoss does not name.',
    });
  }
}

async function lookInto(
  options: InspectionsCheck,
  inspect: NonNullable<InspectionsCheck['inspect']>,
): Promise<void> {
  const { findings, plan, ends, store } = options;
  const { source } = ends;
  if (!source || findings.hasFailed(source.name)) {
    return;
  }
  // Those first that are known least, so that asking again comes to all of them.
  const age = (index: number) =>
    ends.inspections.get(index)?.inspectedAt.getTime() ?? 0;
  const all = [...ends.sources.keys()]
    // A raw device has no files, and all of it is kept.
    .filter(index => !isBlock(ends.sources.get(index)!.claim))
    // One that only one pod may use has no room for ours.
    .filter(index => {
      const { claim, users } = ends.sources.get(index)!;
      const exclusive = claim.spec?.accessModes?.includes('ReadWriteOncePod');
      return !exclusive || users.length === 0;
    })
    .sort((a, b) => age(a) - age(b));
  const chosen = all.slice(0, MOST_VOLUMES);
  const found = await mapConcurrently(chosen, AT_ONCE, async index => {
    const { claim, users } = ends.sources.get(index)!;
    const spec = plan.volumes[index];
    return runInspection({
      ...inspect,
      plan,
      spec,
      source,
      claim,
      users,
    }).catch((error: unknown) => {
      if (!(error instanceof MigrationError)) {
        throw error;
      }
      return error;
    });
  });
  for (const [place, outcome] of found.entries()) {
    const index = chosen[place];
    const spec = plan.volumes[index];
    if (outcome instanceof MigrationError) {
      findings.add({
        id: 'inspection.failed',
        level: 'block',
        subject: `${spec.namespace}/${spec.name}`,
        field: `volumes[${index}]`,
        message: `The inspection of ${spec.namespace}/${spec.name} on ${source.name} failed with ${outcome.code}: ${outcome.message}`,
        fix: outcome.hint,
      });
    } else {
      const uid = ends.sources.get(index)!.claim.metadata!.uid!;
      await store.keep(uid, outcome);
      ends.inspections.set(index, outcome as Inspection);
    }
  }
  if (all.length > chosen.length) {
    findings.add({
      id: 'inspection.notAll',
      level: 'info',
      subject: source.name,
      message: `Only ${chosen.length} of ${all.length} volumes were looked into; asked again, the others come first`,
    });
  }
}
