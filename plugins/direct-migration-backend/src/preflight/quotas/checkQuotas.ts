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
  EndpointType,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { mapNamespace } from '../../engines/EngineOptions';
import { podDemand, type PodDemand } from '../../engines/common/podDemand';
import { volumeOptions } from '../../engines/volume/volumeOptions';
import { ifAllowed } from '../../kubernetes/ifAllowed';
import { resources } from '../../kubernetes/resources';
import type { ClusterConnection } from '../../clusters/types';
import type { Ends } from '../Ends';
import type { Findings } from '../Findings';
import { demandOfClaims, demandOfPods } from './demandOf';
import { quotaShortages, type Demand, type Shortage } from './quotaShortages';

/**
 * Adds up what the volumes of a plan want of each namespace, and compares it with what its ResourceQuotas leave.
 *
 * @remarks
 * Claims stay, so that all of them must fit. Of the pods one must: those that find no room wait for their turn.
 *
 * @internal
 */
export async function checkQuotas(options: {
  findings: Findings;
  plan: Plan;
  ends: Ends;
  endpoint?: EndpointType;
}): Promise<void> {
  const { plan, ends, endpoint } = options;
  const sources = new Map<string, PodDemand[]>();
  const targets = new Map<string, PodDemand[]>();
  for (const volume of plan.volumes) {
    const { sourcePod, targetPod } = volumeOptions(plan, volume);
    for (const [pods, namespace, pod] of [
      [sources, volume.namespace, sourcePod],
      [targets, mapNamespace(plan, volume.namespace), targetPod],
    ] as const) {
      pods.set(namespace, [...(pods.get(namespace) ?? []), podDemand(pod)]);
    }
  }
  for (const [namespace, pods] of sources) {
    if (ends.source && !ends.missing.source.has(namespace)) {
      await check(options, {
        cluster: ends.source,
        namespace,
        pods,
        forever: new Map(),
      });
    }
  }
  for (const [namespace, pods] of targets) {
    if (ends.target && !ends.missing.target.has(namespace)) {
      await check(options, {
        cluster: ends.target,
        namespace,
        pods,
        endpoint: endpoint ?? 'nodePort',
        forever: demandOfClaims(
          ends.newClaims.filter(claim => claim.namespace === namespace),
        ),
      });
    }
  }
}

async function check(
  { findings }: { findings: Findings },
  where: {
    cluster: ClusterConnection;
    namespace: string;
    pods: PodDemand[];
    endpoint?: EndpointType;
    forever: Demand;
  },
): Promise<void> {
  const { cluster, namespace, pods, endpoint, forever } = where;
  const quotas = await ifAllowed(
    cluster.client.list(resources.resourceQuotas, { namespace }),
    [],
  );
  // Each of them must fit; they may well be alike.
  const one = pods.flatMap(pod =>
    quotaShortages(quotas, demandOfPods({ pods: [pod], endpoint })),
  );
  const fatal = [...one, ...quotaShortages(quotas, forever)];
  const common = { subject: `${cluster.name}/${namespace}` };
  if (fatal.length) {
    findings.add({
      ...common,
      id: 'quota.exceeded',
      level: 'block',
      message: `A ResourceQuota of namespace ${namespace} on ${
        cluster.name
      } leaves too little: ${describe(fatal)}`,
      fix: 'Raise the quota, free some of it, or move fewer volumes.',
    });
    return;
  }
  const all = quotaShortages(quotas, demandOfPods({ pods, endpoint }));
  if (all.length) {
    findings.add({
      ...common,
      id: 'quota.tight',
      level: 'warn',
      message: `A ResourceQuota of namespace ${namespace} on ${
        cluster.name
      } has no room for all ${pods.length} transfer pods at once: ${describe(
        all,
      )}`,
      fix: 'Volumes that find no room are tried again. Raise the quota, or move fewer volumes at once.',
    });
  }
}

function describe(shortages: Shortage[]): string {
  const texts = shortages.map(
    ({ quota, resource, free, wanted }) =>
      `${quota}: ${resource} has ${amount(resource, free)} left, ${amount(
        resource,
        wanted,
      )} needed`,
  );
  return [...new Set(texts)].join('; ');
}

function amount(resource: string, value: number): string {
  if (!/storage$|memory$/.test(resource)) {
    return String(value);
  }
  const gibibytes = value / 2 ** 30;
  return gibibytes >= 1
    ? `${Math.round(gibibytes * 100) / 100}Gi`
    : `${Math.round((value / 2 ** 20) * 100) / 100}Mi`;
}
