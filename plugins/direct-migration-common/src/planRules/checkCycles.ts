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

import type { PlanContent } from './PlanContent';
import type { ReportProblem } from './PlanProblem';
import { planTargets } from './planTargets';

/**
 * Inside one cluster a volume is not copied onto itself, nor onto another one that the plan reads: which of the two would be
 * there in the end depends on who is first.
 *
 * @internal
 */
export function checkCycles(report: ReportProblem, plan: PlanContent): void {
  if (plan.sourceCluster !== plan.targetCluster) {
    return;
  }
  const sources = new Map(
    plan.volumes.map(({ namespace, name }, index) => [
      `${namespace}/${name}`,
      index,
    ]),
  );
  planTargets(plan).volumes.forEach(({ namespace, name }, index) => {
    const target = `${namespace}/${name}`;
    const other = sources.get(target);
    if (other === undefined) {
      return;
    }
    const { namespace: from, name: own } = plan.volumes[index];
    const itself = target === `${from}/${own}`;
    report({
      code: itself ? 'SAME_SOURCE_AND_TARGET' : 'TARGET_IS_SOURCE',
      field: `volumes[${index}].targetName`,
      message: itself
        ? `Source and target are the same: ${target} of ${plan.sourceCluster}`
        : `The target of ${from}/${own}, ${target} of ${plan.sourceCluster}, is the source of volumes[${other}]`,
      hint: 'Give it another targetName, or choose another target namespace or another target cluster.',
    });
  });
}
