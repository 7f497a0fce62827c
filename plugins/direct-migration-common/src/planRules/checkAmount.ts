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

const MAX_ITEMS = 1000;

/** Something to move, and not too much of it. @internal */
export function checkAmount(report: ReportProblem, plan: PlanContent): void {
  if (plan.volumes.length + plan.images.length === 0) {
    report({ code: 'PLAN_EMPTY', field: 'volumes', rule: 'empty' });
  }
  for (const field of ['volumes', 'images'] as const) {
    if (plan[field].length > MAX_ITEMS) {
      report({
        field,
        rule: field === 'volumes' ? 'volumesTooMany' : 'imagesTooMany',
        values: { max: MAX_ITEMS, number: plan[field].length },
      });
    }
  }
}
