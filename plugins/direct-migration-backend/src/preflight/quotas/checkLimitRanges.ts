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
import { mapNamespace } from '../../engines/EngineOptions';
import { podDemand } from '../../engines/common/podDemand';
import { volumeOptions } from '../../engines/volume/volumeOptions';
import { ifAllowed } from '../../kubernetes/ifAllowed';
import { resources } from '../../kubernetes/resources';
import type { Ends } from '../Ends';
import type { Findings } from '../Findings';
import { claimProblems, podProblems } from './limitRangeProblems';

/**
 * Compares our pods and the claims to be made with the LimitRanges of the namespaces.
 *
 * @internal
 */
export async function checkLimitRanges(options: {
  findings: Findings;
  plan: Plan;
  ends: Ends;
}): Promise<void> {
  const { findings, plan, ends } = options;
  const sources = new Set(plan.volumes.map(v => v.namespace));
  const targets = new Set([...sources].map(name => mapNamespace(plan, name)));
  // Both may be one cluster.
  const places = [
    ['sourcePod', ends.source, sources, ends.missing.source],
    ['targetPod', ends.target, targets, ends.missing.target],
  ] as const;
  for (const [side, cluster, namespaces, missing] of places) {
    for (const namespace of namespaces) {
      if (!cluster || missing.has(namespace)) {
        continue;
      }
      const ranges = await ifAllowed(
        cluster.client.list(resources.limitRanges, { namespace }),
        [],
      );
      const pods = new Set(
        plan.volumes
          .filter(v =>
            side === 'sourcePod'
              ? v.namespace === namespace
              : mapNamespace(plan, v.namespace) === namespace,
          )
          .flatMap(v =>
            podProblems(ranges, podDemand(volumeOptions(plan, v)[side])),
          ),
      );
      if (pods.size) {
        findings.add({
          id: 'limitRange.pods',
          level: 'block',
          subject: `${cluster.name}/${namespace}`,
          message: `A LimitRange of namespace ${namespace} on ${
            cluster.name
          } refuses the transfer pods: ${[...pods].join('; ')}`,
          fix: 'Set resources of the volumes’ sourcePod and targetPod, change the LimitRange, or use another namespace.',
        });
      }
      if (side === 'sourcePod') {
        continue;
      }
      for (const claim of ends.newClaims) {
        const problems =
          claim.namespace === namespace
            ? claimProblems(ranges, claim.capacity)
            : [];
        if (problems.length) {
          const spec = plan.volumes[claim.index];
          findings.add({
            id: 'limitRange.claim',
            level: 'block',
            subject: `${spec.namespace}/${spec.name}`,
            field: `volumes[${claim.index}].capacity`,
            message: `A LimitRange of namespace ${namespace} on ${
              cluster.name
            } refuses a claim of ${claim.capacity}: ${problems.join('; ')}`,
            fix: 'Change the capacity in the plan, or the LimitRange.',
          });
        }
      }
    }
  }
}
