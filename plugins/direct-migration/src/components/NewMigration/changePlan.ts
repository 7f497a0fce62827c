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
  PlanImage,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/**
 * Changes a plan and drops what has no meaning any more: namespaces with another source cluster, storage classes with
 * another target, and what lies in a namespace that is gone.
 */
export function changePlan(
  plan: PlanContent,
  patch: Partial<PlanContent>,
): PlanContent {
  const next = { ...plan, ...patch };
  if (next.sourceCluster !== plan.sourceCluster) {
    return { ...next, namespaces: [], volumes: [], images: [] };
  }
  if (next.targetCluster !== plan.targetCluster) {
    const { endpoint, ...options } = next.options;
    next.options = options;
    next.volumes = next.volumes.map(({ storageClass, ...rest }) => rest);
  }
  if (patch.namespaces) {
    const sources = new Set(next.namespaces.map(({ source }) => source));
    const gone = new Set(
      plan.namespaces
        .map(({ source }) => source)
        .filter(source => !sources.has(source)),
    );
    next.volumes = next.volumes.filter(v => !gone.has(v.namespace));
    next.images = next.images.filter(i => !gone.has(namespaceOf(i)));
  }
  return next;
}

function namespaceOf({ repository }: PlanImage): string {
  return repository.split('/')[0];
}
