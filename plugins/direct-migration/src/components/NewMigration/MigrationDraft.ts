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
} from '@direct-migration/backstage-plugin-direct-migration-common';

/** The steps of the wizard, in their order. */
export const WIZARD_STEPS = [
  'clusters',
  'namespaces',
  'volumes',
  'images',
  'options',
  'preflight',
  'review',
] as const;

/** One of {@link WIZARD_STEPS}. */
export type WizardStep = (typeof WIZARD_STEPS)[number];

/** What has been entered so far. Kept as JSON; holds no secrets. */
export interface MigrationDraft {
  /** Drafts of another version are not understood any more, and dropped. */
  version: 1;
  step: WizardStep;
  /** The last step that has been reached. */
  furthest: WizardStep;
  plan: PlanContent;
  /** The name that the plan got by itself; another one is its author's. */
  suggestedName?: string;
  /** Whether a stage is started as soon as the plan is there. */
  startsStage: boolean;
  /** Of the plan as it is: sent again it gives the same one. */
  idempotencyKey?: string;
  /** ISO time. */
  savedAt?: string;
}

/** A problem that the backend has found, with the plan that it was found in. */
export interface RefusedPlan {
  plan: PlanContent;
  problems: PlanProblem[];
}

/** A draft in which nothing has been entered, but what the page was opened for. */
export function emptyDraft(about: {
  entityRef?: string;
  sourceCluster?: string;
  targetCluster?: string;
}): MigrationDraft {
  return {
    version: 1,
    step: 'clusters',
    furthest: 'clusters',
    plan: {
      name: '',
      ...(about.entityRef && { entityRef: about.entityRef }),
      sourceCluster: about.sourceCluster ?? '',
      targetCluster: about.targetCluster ?? '',
      namespaces: [],
      volumes: [],
      images: [],
      options: {},
    },
    startsStage: true,
  };
}

/** @returns `undefined` unless the value is a draft of this version */
export function readDraft(value: unknown): MigrationDraft | undefined {
  const draft = value as Partial<MigrationDraft> | undefined;
  const isDraft =
    draft?.version === 1 &&
    WIZARD_STEPS.includes(draft.step as WizardStep) &&
    WIZARD_STEPS.includes(draft.furthest as WizardStep) &&
    typeof draft.startsStage === 'boolean' &&
    typeof draft.plan?.name === 'string' &&
    typeof draft.plan.sourceCluster === 'string' &&
    typeof draft.plan.targetCluster === 'string' &&
    Array.isArray(draft.plan.namespaces) &&
    Array.isArray(draft.plan.volumes) &&
    Array.isArray(draft.plan.images) &&
    typeof draft.plan.options === 'object';
  return isDraft ? (draft as MigrationDraft) : undefined;
}
