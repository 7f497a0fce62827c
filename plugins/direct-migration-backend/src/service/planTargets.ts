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
  planTargets,
  type Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { NewItem } from '../database/MigrationsStore';

/** The volumes and images of a plan as items of a stage. */
export function planItems(plan: Plan): NewItem[] {
  const targets = planTargets(plan);
  return [
    ...plan.volumes.map((spec, index): NewItem => {
      const target = targets.volumes[index];
      return {
        kind: 'volume',
        step: 'copy',
        name: `${spec.namespace}/${spec.name} → ${target.namespace}/${target.name}`,
        source: { namespace: spec.namespace, name: spec.name },
        target,
        spec,
      };
    }),
    ...plan.images.map((spec, index): NewItem => {
      const repository = targets.images[index];
      return {
        kind: 'image',
        step: 'copy',
        name: `${spec.repository} → ${repository}`,
        source: {
          repository: spec.repository,
          ...(spec.tags && { tags: spec.tags }),
        },
        target: { repository },
        spec,
      };
    }),
  ];
}
