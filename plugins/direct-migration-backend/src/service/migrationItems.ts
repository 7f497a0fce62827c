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
  MigrationOptions,
  MigrationType,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { NewItem } from '../database/MigrationsStore';
import { STEP_NAMES, type StepId } from '../steps/stepsOf';
import { planItems } from './planTargets';

/**
 * The items of a migration of a plan, in the order of its steps. Only what is known beforehand: what brings an
 * application back is added when it is needed.
 */
export function migrationItems(
  plan: Plan,
  type: MigrationType,
  options: MigrationOptions = {},
): NewItem[] {
  const items = planItems(plan);
  const volumes = (step: StepId) =>
    items
      .filter(({ kind }) => kind === 'volume')
      .map(item => ({ ...item, step }));
  const images = items.filter(({ kind }) => kind === 'image');
  switch (type) {
    case 'cutover':
      return [
        ...(options.cutover?.warmPass === false ? [] : volumes('warm')),
        ...images.map(item => ({ ...item, step: 'warm' as const })),
        ...(plan.volumes.length > 0 ? [workloads('quiesce')] : []),
        ...volumes('final'),
      ];
    case 'rollback':
      return [
        workloads('restore'),
        ...(options.rollback?.deleteTargetVolumes
          ? volumes('deleteTarget')
          : []),
      ];
    default:
      return items;
  }
}

function workloads(step: StepId): NewItem {
  return {
    kind: 'workload',
    step,
    name: STEP_NAMES[step],
    source: {},
    target: {},
    spec: {},
  };
}
