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

const MAX_NAME = 100;
const MAX_NAMESPACES = 100;

/** What every plan needs. @internal */
export function checkRequired(report: ReportProblem, plan: PlanContent): void {
  if (!plan.name.trim() || plan.name.length > MAX_NAME) {
    report({
      field: 'name',
      rule: plan.name.trim() ? 'nameTooLong' : 'nameMissing',
      values: { max: MAX_NAME },
    });
  }
  for (const field of ['sourceCluster', 'targetCluster'] as const) {
    if (!plan[field]) {
      report({
        field,
        rule: `${field}Missing`,
      });
    }
  }
  if (plan.namespaces.length === 0 || plan.namespaces.length > MAX_NAMESPACES) {
    report({
      field: 'namespaces',
      rule: plan.namespaces.length ? 'namespacesTooMany' : 'namespacesMissing',
      values: { max: MAX_NAMESPACES, number: plan.namespaces.length },
    });
  }
}
