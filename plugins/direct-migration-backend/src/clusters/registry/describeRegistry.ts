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

import type { ClusterCapabilities } from '@direct-migration/backstage-plugin-direct-migration-common';
import { MigrationError } from '../../errors/MigrationError';
import type { ClusterRegistry } from '../types';

/**
 * What people are told of a cluster's registry. That it is not to be had is no reason not to use the cluster.
 *
 * @internal
 */
export async function describeRegistry(
  reading: Promise<ClusterRegistry | undefined>,
): Promise<ClusterCapabilities['registry']> {
  try {
    const registry = await reading;
    return (
      registry && {
        ...(registry.exposed && { host: registry.externalHost }),
        internalHost: registry.internalHost,
        chosen: registry.chosen,
        credentials: registry.credentialsSource,
      }
    );
  } catch (error) {
    if (error instanceof MigrationError) {
      return { problem: error.message };
    }
    throw error;
  }
}
