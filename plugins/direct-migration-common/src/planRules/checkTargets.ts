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

/** No two volumes or images with one target. @internal */
export function checkTargets(report: ReportProblem, plan: PlanContent): void {
  const targets = planTargets(plan);
  const taken = new Map<string, string>();
  const claim = (kind: 'volumes' | 'images', index: number, target: string) => {
    const field = `${kind}[${index}]`;
    const other = taken.get(`${kind} ${target}`);
    if (other) {
      report({
        code: 'DUPLICATE_TARGET',
        field,
        rule: kind === 'volumes' ? 'volumeSameTarget' : 'imageSameTarget',
        values: { field, other, target },
      });
    }
    taken.set(`${kind} ${target}`, field);
  };
  targets.volumes.forEach(({ namespace, name }, index) =>
    claim('volumes', index, `${namespace}/${name}`),
  );
  targets.images.forEach((repository, index) =>
    claim('images', index, repository),
  );
}
