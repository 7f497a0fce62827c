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

import {
  problemsIn,
  translateProblem,
  type DirectMigrationTexts,
} from '@direct-migration/backstage-plugin-direct-migration/fields';
import {
  findPlanProblems,
  type PlanContent,
  type PlanProblem,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/**
 * What is wrong with one field of a form. That the whole plan would be empty is not this field's business.
 *
 * @param t - English without it
 */
export function formProblems(
  plan: PlanContent,
  field: 'namespaces' | 'volumes' | 'images',
  t: DirectMigrationTexts | undefined,
): PlanProblem[] {
  return problemsIn(findPlanProblems(plan), field)
    .filter(({ code }) => code !== 'PLAN_EMPTY')
    .map(problem => (t ? translateProblem(problem, t) : problem));
}
