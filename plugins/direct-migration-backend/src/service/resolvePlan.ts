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

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  findPlanProblems,
  type PlanContent,
  type PlanInput,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { invalidInput } from './syntax';

/**
 * Checks everything of a plan that can be checked without looking at catalog and clusters, and completes it.
 * @throws MigrationError with the field at fault
 */
export function resolvePlan(input: PlanInput): PlanContent {
  const plan: PlanContent = {
    name: input.name.trim(),
    ...(input.description && { description: input.description }),
    ...(input.entityRef && {
      entityRef: normalizeRef(input.entityRef, 'entityRef'),
    }),
    sourceCluster: normalizeRef(input.sourceCluster, 'sourceCluster'),
    targetCluster: normalizeRef(input.targetCluster, 'targetCluster'),
    namespaces: input.namespaces,
    volumes: input.volumes ?? [],
    images: input.images ?? [],
    options: input.options ?? {},
  };
  const [problem] = findPlanProblems(plan);
  if (problem) {
    throw invalidInput(problem);
  }
  return plan;
}

function normalizeRef(ref: string, field: string): string {
  try {
    const parsed = parseEntityRef(ref);
    if (
      field !== 'entityRef' &&
      parsed.kind.toLocaleLowerCase('en-US') !== 'resource'
    ) {
      throw new Error('not of kind Resource');
    }
    return stringifyEntityRef(parsed);
  } catch (error) {
    throw invalidInput({
      field,
      message: `'${ref}' is not a full entity ref: ${(error as Error).message}`,
      hint:
        field === 'entityRef'
          ? 'For example component:default/shop.'
          : 'For example resource:default/east.',
    });
  }
}
