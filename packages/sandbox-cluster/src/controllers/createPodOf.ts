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

import { KubeObject } from '../types';
import { ClusterContext, controllerReference } from './ClusterContext';

/**
 * Creates a pod from the template of its controller.
 * @param template - the controller's own, unless it is changed for each pod
 * @internal
 */
export function createPodOf(
  context: ClusterContext,
  owner: KubeObject,
  name: string,
  template: any = owner.spec.template,
): void {
  const { objects, registry } = context;
  objects.create(registry.get('pods'), owner.metadata.namespace, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${owner.metadata.name}-`,
      labels: template.metadata?.labels,
      annotations: template.metadata?.annotations,
      ownerReferences: [controllerReference(owner)],
    },
    spec: structuredClone(template.spec),
  });
}
