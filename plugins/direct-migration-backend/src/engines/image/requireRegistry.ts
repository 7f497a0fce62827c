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

import type { ClusterConnection, ClusterRegistry } from '../../clusters/types';
import { MigrationError } from '../../errors/MigrationError';

/**
 * The registry of a cluster that has to have one.
 *
 * @throws `REGISTRY_MISSING`
 * @internal
 */
export async function requireRegistry(
  connection: ClusterConnection,
): Promise<ClusterRegistry> {
  const registry = await connection.registry();
  if (!registry) {
    throw new MigrationError({
      code: 'REGISTRY_MISSING',
      message: `No image registry is configured for cluster ${connection.name}`,
      hint: `Set registry.host and its credentials for ${connection.entityRef} in directMigration.clusters.`,
      kind: 'InputError',
    });
  }
  return registry;
}
