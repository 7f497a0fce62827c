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

import type {
  PlanContent,
  PlanProblem,
  Preflight,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { RefusedPlan } from './MigrationDraft';

/** What blocks a plan and has a field, as problems of these fields. */
export function problemsOfPreflight(preflight: Preflight): PlanProblem[] {
  return preflight.checks.flatMap(({ id, level, field, message, fix }) =>
    level === 'block' && field
      ? [{ code: id, field, message, hint: fix ?? '' }]
      : [],
  );
}

/** The field that the backend has refused, where its answer names one. */
export function problemOfRefusal(error: Error): PlanProblem | undefined {
  const { body } = error as { body?: { error?: Partial<PlanProblem> } };
  const { field, code = '', message, hint = '' } = body?.error ?? {};
  return field
    ? { field, code, message: message ?? error.message, hint }
    : undefined;
}

/** Those problems that may still be there: what they are about is as it was when they were found. */
export function stillStanding(
  refused: RefusedPlan | undefined,
  plan: PlanContent,
): PlanProblem[] {
  if (!refused || contextOf(refused.plan) !== contextOf(plan)) {
    return [];
  }
  return refused.problems.filter(
    ({ field }) => valueAt(refused.plan, field) === valueAt(plan, field),
  );
}

/** What every field depends on. */
function contextOf({ sourceCluster, targetCluster, namespaces }: PlanContent) {
  return JSON.stringify([sourceCluster, targetCluster, namespaces]);
}

/** The value of a field as JSON, with what names the volume or image that it is of: in its place there may be another one. */
function valueAt(plan: PlanContent, field: string): string {
  const parts = field.split(/[.[\]]+/).filter(Boolean);
  const at = (path: string[]) =>
    path.reduce<unknown>(
      (value, part) => (value as Record<string, unknown> | undefined)?.[part],
      plan,
    );
  const { namespace, name, repository } = (at(parts.slice(0, 2)) ??
    {}) as Record<string, unknown>;
  return JSON.stringify([namespace, name, repository, at(parts)]);
}
