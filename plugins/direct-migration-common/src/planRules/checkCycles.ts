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
 * Inside one cluster a volume or an image is not copied onto itself, nor onto another one that the plan reads: which of the
 * two would be there in the end depends on who is first.
 *
 * @internal
 */
export function checkCycles(report: ReportProblem, plan: PlanContent): void {
  if (plan.sourceCluster !== plan.targetCluster) {
    return;
  }
  const targets = planTargets(plan);
  const claims = (list: { namespace: string; name: string }[]) =>
    list.map(({ namespace, name }) => `${namespace}/${name}`);
  const check = (
    kind: 'volumes' | 'images',
    from: string[],
    to: string[],
    fieldOf: (field: string) => string,
  ) => {
    const sources = new Map(from.map((source, index) => [source, index]));
    to.forEach((target, index) => {
      const other = sources.get(target);
      if (other === undefined) {
        return;
      }
      const itself = target === from[index];
      report({
        code: itself ? 'SAME_SOURCE_AND_TARGET' : 'TARGET_IS_SOURCE',
        field: fieldOf(`${kind}[${index}]`),
        rule: `${kind === 'volumes' ? 'volume' : 'image'}${
          itself ? 'OntoItself' : 'OntoSource'
        }`,
        values: {
          source: from[index],
          target,
          cluster: plan.sourceCluster,
          other: `${kind}[${other}]`,
        },
      });
    });
  };
  check(
    'volumes',
    claims(plan.volumes),
    claims(targets.volumes),
    field => `${field}.targetName`,
  );
  check(
    'images',
    plan.images.map(({ repository }) => repository),
    targets.images,
    field => field,
  );
}
