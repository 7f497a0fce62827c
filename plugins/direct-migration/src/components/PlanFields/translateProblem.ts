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

import type { TranslationFunction } from '@backstage/frontend-plugin-api';
import type { PlanProblem } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { directMigrationTranslationRef } from '../../translation';

/** The texts of this plugin. @public */
export type DirectMigrationTexts = TranslationFunction<
  typeof directMigrationTranslationRef.T
>;

/** A problem that a rule has found, in the language of the portal; others are said as they came. @public */
export function translateProblem(
  problem: PlanProblem,
  t: DirectMigrationTexts,
): PlanProblem {
  const { rule, values = {} } = problem;
  if (!rule) {
    return problem;
  }
  // Every rule has values of its own, which are not known to the types here.
  const say = t as unknown as (
    key: string,
    values: Record<string, string>,
  ) => string;
  return {
    ...problem,
    message: say(`rule.${rule}.message`, values),
    hint: say(`rule.${rule}.hint`, values),
  };
}
