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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  findPlanProblems,
  type PlanContent,
  type PlanProblem,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useMemo } from 'react';
import { directMigrationTranslationRef } from '../../translation';
import { translateProblem } from '../PlanFields';
import {
  WIZARD_STEPS,
  type RefusedPlan,
  type WizardStep,
} from './MigrationDraft';
import { stillStanding } from './serverProblems';
import { problemsOfStep } from './stepOfField';

/** On these everything is about what has been chosen already: what is wrong with it is said at once. */
const EAGER: readonly WizardStep[] = ['volumes', 'images', 'options'];

/**
 * What is wrong with a plan, by step: what the rules say, and what the backend has said.
 *
 * @param tried - steps that one wanted to leave; what is only missing is not said before
 */
export function useWizardProblems(
  plan: PlanContent | undefined,
  refused: RefusedPlan | undefined,
  tried: readonly WizardStep[],
): {
  /** Everything, as it stands in the way. */
  all: Record<WizardStep, PlanProblem[]>;
  /** What is shown by now. */
  shown: Record<WizardStep, PlanProblem[]>;
} {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  return useMemo(() => {
    const rules = plan
      ? findPlanProblems(plan).map(problem => translateProblem(problem, t))
      : [];
    const server = plan ? stillStanding(refused, plan) : [];
    const all = {} as Record<WizardStep, PlanProblem[]>;
    const shown = {} as Record<WizardStep, PlanProblem[]>;
    for (const step of WIZARD_STEPS) {
      const found = problemsOfStep(rules, step);
      const refusals = problemsOfStep(server, step).filter(
        ({ field }) => !found.some(problem => problem.field === field),
      );
      all[step] = found;
      shown[step] = [
        ...found.filter(
          ({ code }) =>
            tried.includes(step) ||
            (EAGER.includes(step) && code !== 'PLAN_EMPTY'),
        ),
        ...refusals,
      ];
    }
    return { all, shown };
  }, [plan, refused, t, tried]);
}
