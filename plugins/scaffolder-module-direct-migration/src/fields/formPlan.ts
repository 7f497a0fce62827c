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
  NamespaceMapping,
  PlanContent,
  PlanImage,
  PlanVolume,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/** Which fields of the form hold what a field depends on. */
export interface FormFieldNames {
  /** Entity ref of the source cluster; `sourceCluster` by default. */
  sourceClusterField?: string;
  /** Entity ref of the target cluster; `targetCluster` by default. */
  targetClusterField?: string;
  /** Namespaces, as `DirectMigrationNamespaceMapping` gives them; `namespaces` by default. */
  namespacesField?: string;
  /** Entity ref of the application, of which rights may depend; `entityRef` by default. */
  entityRefField?: string;
}

/** The part of a plan that a form holds, for one of its fields to look at. */
export function formPlan(
  formData: unknown,
  names: FormFieldNames | undefined,
  own: { volumes?: PlanVolume[]; images?: PlanImage[] },
): PlanContent {
  const data = (formData ?? {}) as Record<string, unknown>;
  const text = (field: string) =>
    typeof data[field] === 'string' ? (data[field] as string) : '';
  const entityRef = text(names?.entityRefField ?? 'entityRef');
  const namespaces = data[names?.namespacesField ?? 'namespaces'];
  return {
    name: 'form',
    sourceCluster: text(names?.sourceClusterField ?? 'sourceCluster'),
    targetCluster: text(names?.targetClusterField ?? 'targetCluster'),
    namespaces: Array.isArray(namespaces)
      ? (namespaces as Partial<NamespaceMapping>[]).map(
          ({ source = '', target = '' }) => ({ source, target }),
        )
      : [],
    volumes: own.volumes ?? [],
    images: own.images ?? [],
    ...(entityRef && { entityRef }),
    options: {},
  };
}
