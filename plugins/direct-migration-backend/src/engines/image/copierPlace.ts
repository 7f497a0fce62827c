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

import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterConnection } from '../../clusters/types';

type ImageSpec = Plan['images'][number];

/** Both clusters of a plan. @internal */
export interface ClusterPair {
  source: ClusterConnection;
  target: ClusterConnection;
}

/** Where copiers run if the plan does not say. */
const DEFAULT_RUN_ON = 'target';

/** Where the images of the plan are copied. @internal */
export function runsOn(plan: Plan): 'target' | 'source' | 'backend' {
  return plan.options.images?.runOn ?? DEFAULT_RUN_ON;
}

/**
 * Where a repository goes: what the plan says, else its first segment is a namespace and is mapped as one.
 *
 * @internal
 */
export function targetRepository(plan: Plan, spec: ImageSpec): string {
  if (spec.targetRepository) {
    return spec.targetRepository;
  }
  const [first, ...rest] = spec.repository.split('/');
  const mapped = plan.namespaces.find(n => n.source === first)?.target ?? first;
  return [mapped, ...rest].join('/');
}

/**
 * Namespace of the target that a repository belongs to: that of its first segment if the plan knows it.
 *
 * @internal
 */
export function namespaceOfImage(plan: Plan, spec: ImageSpec): string {
  return mappingOf(plan, spec).target;
}

/**
 * The namespace in which the copier of all images of the plan runs.
 *
 * @internal
 */
export function copierNamespace(plan: Plan, side: 'source' | 'target'): string {
  return mappingOf(plan, plan.images[0])[side];
}

function mappingOf(plan: Plan, spec: ImageSpec): Plan['namespaces'][number] {
  const [first] = targetRepository(plan, spec).split('/');
  return plan.namespaces.find(n => n.target === first) ?? plan.namespaces[0];
}
