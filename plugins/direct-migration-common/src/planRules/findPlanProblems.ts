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

import { checkAmount } from './checkAmount';
import { checkCycles } from './checkCycles';
import { checkImages } from './checkImages';
import { checkNamespaces } from './checkNamespaces';
import { checkRequired } from './checkRequired';
import { checkTargets } from './checkTargets';
import { checkVolumes } from './checkVolumes';
import type { PlanContent } from './PlanContent';
import type { PlanProblem } from './PlanProblem';
import { sayRule } from './sayRule';

/**
 * Everything of a plan that can be said to be wrong without looking at catalog and clusters. The backend refuses a plan with
 * the first of them; a form shows each at its field.
 *
 * @public
 */
export function findPlanProblems(plan: PlanContent): PlanProblem[] {
  const problems: PlanProblem[] = [];
  for (const check of [
    checkRequired,
    checkNamespaces,
    checkAmount,
    checkVolumes,
    checkImages,
    checkCycles,
    checkTargets,
  ]) {
    check(({ field, rule, code = 'INVALID_INPUT', values }) => {
      const texts = Object.fromEntries(
        Object.entries(values ?? {}).map(([name, value]) => [
          name,
          String(value),
        ]),
      );
      problems.push({
        field,
        code,
        ...sayRule(rule, texts),
        rule,
        ...(values && { values: texts }),
      });
    }, plan);
  }
  return problems;
}
