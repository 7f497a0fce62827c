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

import { KubeObject, KubeObjectInput } from '../types';

function claimName(template: any, set: KubeObject, ordinal: number): string {
  return `${template.metadata.name}-${set.metadata.name}-${ordinal}`;
}

/**
 * The claims of one pod of a stateful set.
 * @internal
 */
export function statefulSetClaims(
  set: KubeObject,
  ordinal: number,
): KubeObjectInput[] {
  return (set.spec.volumeClaimTemplates ?? []).map((template: any) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      ...template.metadata,
      name: claimName(template, set, ordinal),
      labels: {
        ...set.spec.selector?.matchLabels,
        ...template.metadata?.labels,
      },
    },
    spec: structuredClone(template.spec),
  }));
}

/**
 * The specification of one pod of a stateful set, with its own claims as volumes.
 * @internal
 */
export function statefulSetPodSpec(set: KubeObject, ordinal: number): any {
  const spec = structuredClone(set.spec.template.spec);
  const claims = (set.spec.volumeClaimTemplates ?? []).map((template: any) => ({
    name: template.metadata.name,
    persistentVolumeClaim: { claimName: claimName(template, set, ordinal) },
  }));
  const names = new Set(claims.map((c: any) => c.name));
  spec.hostname = `${set.metadata.name}-${ordinal}`;
  spec.volumes = [
    ...(spec.volumes ?? []).filter((v: any) => !names.has(v.name)),
    ...claims,
  ];
  return spec;
}
