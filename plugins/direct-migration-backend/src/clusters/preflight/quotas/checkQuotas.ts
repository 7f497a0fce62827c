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
import { mapNamespace } from '../../../engines/EngineOptions';
import { ifAllowed } from '../../../kubernetes/ifAllowed';
import { resources } from '../../../kubernetes/resources';
import type { ClusterConnection } from '../../types';
import type { Ends } from '../checkVolumes';
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
  const counts = new Map<string, number>();
  for (const { namespace } of plan.volumes) {
    counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  for (const [namespace, pods] of counts) {
    if (ends.source && !ends.missing.source.has(namespace)) {
      await check(options, {
        cluster: ends.source,
        namespace,
        pods,
        forever: new Map(),
      });
    }
  }
  const targets = new Map<string, number>();
  for (const [source, pods] of counts) {
    const target = mapNamespace(plan, source);
    targets.set(target, (targets.get(target) ?? 0) + pods);
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
    pods: number;
    endpoint?: EndpointType;
    forever: Demand;
  },
): Promise<void> {
  const { cluster, namespace, pods, endpoint, forever } = where;
  const quotas = await ifAllowed(
    cluster.client.list(resources.resourceQuotas, { namespace }),
    [],
  );
  const one = quotaShortages(quotas, demandOfPods({ pods: 1, endpoint }));
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
      } has no room for all ${pods} transfer pods at once: ${describe(all)}`,
      fix: 'Volumes that find no room are tried again. Raise the quota, or move fewer volumes at once.',
    });
  }
}

function describe(shortages: Shortage[]): string {
  return shortages
    .map(
      ({ quota, resource, free, wanted }) =>
        `${quota}: ${resource} has ${amount(resource, free)} left, ${amount(
          resource,
          wanted,
        )} needed`,
    )
    .join('; ');
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
