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

import type { Plan } from '../types';

/** Where the volumes and images of a plan go, in the plan's order. @public */
export function planTargets(
  plan: Pick<Plan, 'namespaces' | 'volumes' | 'images'>,
): {
  volumes: Array<{ namespace: string; name: string }>;
  images: string[];
} {
  const mapped = new Map(
    plan.namespaces.map(({ source, target }) => [source, target]),
  );
  return {
    volumes: plan.volumes.map(volume => ({
      namespace: mapped.get(volume.namespace) ?? volume.namespace,
      name: volume.targetName ?? volume.name,
    })),
    images: plan.images.map(image => {
      const [first, ...rest] = image.repository.split('/');
      return (
        image.targetRepository ??
        [mapped.get(first) ?? first, ...rest].join('/')
      );
    }),
  };
}
