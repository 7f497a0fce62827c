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

import type { PlanProblem } from '@direct-migration/backstage-plugin-direct-migration-common';

/** What is said at exactly these fields, with what to do; `undefined` when nothing is. @public */
export function problemAt(
  problems: readonly PlanProblem[],
  ...fields: string[]
): string | undefined {
  const found = problems
    .filter(({ field }) => fields.includes(field))
    .map(({ message, hint }) =>
      [message, hint].filter(Boolean).map(asSentence).join(' '),
    );
  return [...new Set(found)].join(' ') || undefined;
}

/** The problems of a field and of all that is in it. @public */
export function problemsIn(
  problems: readonly PlanProblem[],
  field: string,
): PlanProblem[] {
  return problems.filter(
    problem =>
      problem.field === field ||
      problem.field.startsWith(`${field}.`) ||
      problem.field.startsWith(`${field}[`),
  );
}

function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
