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

import { MigrationError } from '../errors/MigrationError';
import type { KubernetesObject } from './clientNode';
import type { ClusterClient } from './ClusterClient';
import type { Resource } from './resources';

/** How the creation of what is there already may fail. */
const MAY_BE_THERE = new Set([
  'ALREADY_EXISTS',
  'CLUSTER_FORBIDDEN',
  'QUOTA_EXCEEDED',
]);

/** Creates an object, or takes the one of its name that is there. @internal */
export async function createOrGet<T extends KubernetesObject>(
  client: Pick<ClusterClient, 'create' | 'get'>,
  resource: Resource<T>,
  object: T,
  options?: { signal?: AbortSignal },
): Promise<{ object: T; created: boolean }> {
  const { name, namespace } = object.metadata ?? {};
  for (let attempt = 0; ; attempt++) {
    try {
      return {
        object: await client.create(resource, object, options),
        created: true,
      };
    } catch (error) {
      // Another worker, or our own request whose answer was lost. Quotas and rights are asked before the name is.
      const existing =
        error instanceof MigrationError && MAY_BE_THERE.has(error.code)
          ? await client.get(resource, { name: name!, namespace }, options)
          : undefined;
      if (existing) {
        return { object: existing, created: false };
      }
      if (
        attempt >= 2 ||
        (error as Partial<MigrationError>).code !== 'ALREADY_EXISTS'
      ) {
        throw error;
      }
    }
  }
}
