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
import type { WizardStep } from './MigrationDraft';

/** The step on which a field of a plan is, `volumes[0].name` → `volumes`. */
export function stepOfField(field: string): WizardStep {
  const [root] = field.split(/[.[]/);
  if (/^volumes\[\d+\]\.options\.acceptLoss/.test(field)) {
    // What would be lost is known there only.
    return 'preflight';
  }
  switch (root) {
    case 'namespaces':
    case 'volumes':
    case 'images':
    case 'options':
      return root;
    case 'sourceCluster':
    case 'targetCluster':
    case 'entityRef':
      return 'clusters';
    default:
      return 'review';
  }
}

/** What is to be mended on a step. That there is nothing to move is said once nothing more can be chosen. */
export function problemsOfStep(
  problems: readonly PlanProblem[],
  step: WizardStep,
): PlanProblem[] {
  return problems.filter(({ field, code }) =>
    code === 'PLAN_EMPTY' ? step === 'images' : stepOfField(field) === step,
  );
}
