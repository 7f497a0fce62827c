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
import { randomUUID } from 'node:crypto';
import type { ClusterConnection } from '../../clusters/types';
import type { Inspection } from '../../database/InspectionsStore';
import { MigrationError } from '../../errors/MigrationError';
import type { PersistentVolumeClaim, Pod } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import { awaitPodResult, awaitPodStart } from '../common/awaitPod';
import type { MoverImage } from '../common/buildMoverPod';
import { hasEnded } from '../common/followMover';
import { itemSelector } from '../common/labels';
import { removeObjects } from '../common/removeObjects';
import { isSingleNode } from '../volume/checkSourceClaim';
import { placementWith } from '../volume/placementWith';
import { volumeOptions } from '../volume/volumeOptions';
import { buildInspectionPod } from './buildInspectionPod';
import { inspectionQuestion } from './inspectionQuestion';

/** Somebody waits for the answer: a pod that takes longer is not waited for. */
const POD_START_S = 60;
const DEADLINE_MS = 180_000;

/**
 * Looks into one volume of a plan by a pod in its source, which is removed again.
 *
 * @throws MigrationError with the cause
 * @internal
 */
export async function runInspection(options: {
  plan: Plan;
  spec: Plan['volumes'][number];
  source: ClusterConnection;
  claim: PersistentVolumeClaim;
  /** Pods that mount it. */
  users: Pod[];
  mover: MoverImage;
  logger: LoggerService;
  now?: () => Date;
}): Promise<Inspection> {
  const { plan, spec, source, claim, users, logger } = options;
  const { now = () => new Date() } = options;
  const { client } = source;
  const settings = volumeOptions(plan, spec);
  const id = randomUUID();
  const item = {
    probe: true as const,
    itemId: id,
    migrationId: id,
    attempt: 1,
    plan,
  };
  const signal = AbortSignal.timeout(DEADLINE_MS);
  try {
    const { object: pod } = await client.createOrGet(
      resources.pods,
      buildInspectionPod({
        item,
        namespace: spec.namespace,
        claim: spec.name,
        accessModes: claim.spec?.accessModes ?? [],
        mover: options.mover,
        settings,
        placement: isSingleNode(claim) ? placementWith(users) : undefined,
      }),
      { signal },
    );
    const awaited = { connection: source, pod, about: [spec.name], signal };
    await awaitPodStart({
      ...awaited,
      ready: p => hasEnded(p) || p.status?.phase === 'Running',
      timeoutSeconds: Math.min(settings.podStartTimeoutSeconds, POD_START_S),
    });
    const result = await awaitPodResult({
      ...awaited,
      timeoutMs: DEADLINE_MS,
      tooLong,
    });
    return {
      ...(result as unknown as Omit<Inspection, 'question' | 'inspectedAt'>),
      question: inspectionQuestion(settings).question,
      inspectedAt: now(),
    };
  } catch (error) {
    throw signal.aborted ? tooLong() : error;
  } finally {
    await removeObjects({
      client,
      kinds: [resources.pods],
      namespace: spec.namespace,
      labelSelector: itemSelector(item),
      // It has ended, or is forgotten: the next pod of the volume need not wait for it.
      waitMs: 0,
    }).catch(error =>
      // It is found again by its label and age.
      logger.warn(`The pod of inspection ${id} is not removed yet: ${error}`),
    );
  }
}

function tooLong(): MigrationError {
  return new MigrationError({
    code: 'INSPECTION_TIMEOUT',
    message: `The inspection did not end within ${DEADLINE_MS / 1000} s`,
    hint: 'Run it again; if it is so slow each time, a migration will be too.',
    kind: 'ServiceUnavailableError',
  });
}
