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
import type {
  EndpointType,
  Plan,
  Preflight,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { MoverImage } from '../engines/common/buildMoverPod';
import { runsOn } from '../engines/image/copierPlace';
import type { InspectionsStore } from '../database/InspectionsStore';
import type { StoppedWorkloadsStore } from '../database/StoppedWorkload';
import { MigrationError } from '../errors/MigrationError';
import { normalizeClusterRef } from '../clusters/clusterConfig';
import type {
  ClusterInventory,
  PreflightChecker,
  PreflightOptions,
} from '../clusters/types';
import { checkCopier } from './checkCopier';
import { checkDeviceUsers } from './checkDeviceUsers';
import { checkInspections } from './checkInspections';
import { checkImages } from './images/checkImages';
import { checkNamespaces } from './checkNamespaces';
import { checkPodSecurity } from './checkPodSecurity';
import { checkProbe } from './checkProbe';
import { checkStorageClasses } from './checkStorageClasses';
import { checkRollback } from './checkRollback';
import { checkVolumePermissions } from './checkVolumePermissions';
import { checkVolumes } from './checkVolumes';
import { checkSameCluster } from './checkSameCluster';
import { checkWorkloads } from './checkWorkloads';
import type { Ends } from './Ends';
import { Findings } from './Findings';
import { openCluster } from './openCluster';
import { checkLimitRanges } from './quotas/checkLimitRanges';
import { checkQuotas } from './quotas/checkQuotas';

/** Looks at both clusters of a plan and changes nothing. @internal */
export class DefaultPreflightChecker implements PreflightChecker {
  readonly #inspections: InspectionsStore | undefined;
  readonly #inventory: ClusterInventory;
  readonly #imagesInBackend: boolean;
  readonly #logger: LoggerService;
  readonly #mover: MoverImage | undefined;
  readonly #now: () => number;
  readonly #stoppedWorkloads: StoppedWorkloadsStore;

  constructor(options: {
    /** Without it nothing is known of what is on the volumes. */
    inspections?: InspectionsStore;
    inventory: ClusterInventory;
    logger: LoggerService;
    /** `undefined`: not configured. */
    mover: MoverImage | undefined;
    /** Whether images may be copied by the backend itself; not by default. */
    imagesInBackend?: boolean;
    now?: () => number;
    stoppedWorkloads: StoppedWorkloadsStore;
  }) {
    this.#inspections = options.inspections;
    this.#inventory = options.inventory;
    this.#logger = options.logger;
    this.#mover = options.mover;
    this.#imagesInBackend = options.imagesInBackend ?? false;
    this.#now = options.now ?? Date.now;
    this.#stoppedWorkloads = options.stoppedWorkloads;
  }

  async check(plan: Plan, options: PreflightOptions): Promise<Preflight> {
    const findings = new Findings();
    const type = options.type ?? 'stage';
    if (!this.#mover && type !== 'rollback' && needsMover(plan)) {
      findings.add({
        id: 'moverImage.missing',
        level: 'block',
        subject: 'directMigration.moverImage',
        message: 'No mover image is configured',
        fix: 'Set directMigration.moverImage to an image that both clusters can pull.',
      });
    }
    if (isSameCluster(plan)) {
      checkSameCluster(findings, plan);
      if (findings.result().blocked) {
        return findings.result();
      }
    }
    const open = (field: 'sourceCluster' | 'targetCluster') =>
      openCluster({
        findings,
        plan,
        field,
        inventory: this.#inventory,
        credentials: options.credentials,
        now: this.#now,
      });
    const [source, target] = await Promise.all([
      open('sourceCluster'),
      open('targetCluster'),
    ]);
    const ends: Ends = {
      source,
      target,
      missing: { source: new Set(), target: new Set() },
      sources: new Map(),
      inspections: new Map(),
      newClaims: [],
    };
    let endpoint: EndpointType | undefined;
    const copy = [
      () => checkNamespaces({ findings, plan, ends }),
      async () => {
        endpoint = await checkVolumePermissions({ findings, plan, ends });
      },
      () =>
        checkCopier({
          findings,
          plan,
          ends,
          imagesInBackend: this.#imagesInBackend,
        }),
      () => checkPodSecurity({ findings, plan, ends }),
      () =>
        checkVolumes({
          findings,
          plan,
          ends,
          stoppedFirst:
            type === 'cutover' && options.options?.cutover?.warmPass === false,
          inspect: () => this.#inspect(findings, plan, ends, options),
        }),
      () => checkDeviceUsers({ findings, plan, ends }),
      () => checkStorageClasses({ findings, plan, ends }),
      () => checkQuotas({ findings, plan, ends, endpoint }),
      () => checkLimitRanges({ findings, plan, ends }),
      () => checkImages({ findings, plan, ends }),
      async () => {
        if (source && !findings.hasFailed(source.name)) {
          const cutover = type === 'cutover';
          await checkWorkloads({ findings, plan, source, cutover });
        }
      },
    ];
    const rollback = [
      () =>
        checkRollback({
          findings,
          plan,
          ends,
          store: this.#stoppedWorkloads,
          options: options.options ?? {},
        }),
    ];
    const steps = type === 'rollback' ? rollback : copy;
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        // One question that a cluster refuses to answer must not hide the answers to the others.
        findings.block(error, aboutCluster(error, plan, ends));
      }
    }
    if (options.probe) {
      await this.#probe(findings, plan, ends);
    }
    return findings.result();
  }

  async #inspect(
    findings: Findings,
    plan: Plan,
    ends: Ends,
    { inspect }: PreflightOptions,
  ): Promise<void> {
    if (!this.#inspections) {
      return;
    }
    const mover = this.#mover;
    await checkInspections({
      findings,
      plan,
      ends,
      store: this.#inspections,
      ...(inspect && mover && { inspect: { mover, logger: this.#logger } }),
    });
  }

  async #probe(findings: Findings, plan: Plan, ends: Ends): Promise<void> {
    const { source, target } = ends;
    if (findings.result().blocked || !source || !target || !this.#mover) {
      findings.add({
        id: 'probe.skipped',
        level: 'info',
        subject: plan.name,
        message: 'There was no probe: what blocks the plan comes first',
      });
      return;
    }
    await checkProbe({
      findings,
      plan,
      source,
      target,
      mover: this.#mover,
      logger: this.#logger,
    });
  }
}

/** A copy in the backend needs no pod. */
function needsMover(plan: Plan): boolean {
  return (
    plan.volumes.length > 0 ||
    (plan.images.length > 0 && runsOn(plan) !== 'backend')
  );
}

/** Which side of the plan an error of a cluster belongs to. */
function aboutCluster(
  error: unknown,
  plan: Plan,
  { source, target }: Ends,
): { subject: string; field?: string } {
  const cluster = error instanceof MigrationError ? error.cluster : undefined;
  if (source && cluster === `Cluster ${source.name}`) {
    return { subject: source.name, field: 'sourceCluster' };
  }
  if (target && cluster === `Cluster ${target.name}`) {
    return { subject: target.name, field: 'targetCluster' };
  }
  return { subject: plan.name };
}

function isSameCluster(plan: Plan): boolean {
  try {
    return (
      normalizeClusterRef(plan.sourceCluster) ===
      normalizeClusterRef(plan.targetCluster)
    );
  } catch {
    // What is no ref is reported as an unknown cluster.
    return false;
  }
}
