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
  RegistryError,
  type RegistryConfig,
} from '@direct-migration/registry-copier';
import { MigrationError } from '../../errors/MigrationError';
import type { ClusterRegistry } from '../types';

/**
 * Where the backend itself connects to for a registry, and for what that names in turn: its token service, its storage.
 *
 * @returns what is configured; for a registry that the cluster named, the address that was checked
 * @throws `REGISTRY_HOST_REFUSED`
 * @internal
 */
export async function guardedAddress(
  registry: Pick<ClusterRegistry, 'address' | 'externalHost' | 'resolve'>,
): Promise<Pick<RegistryConfig, 'address' | 'resolve'>> {
  const { resolve, externalHost } = registry;
  if (!resolve) {
    return registry.address === undefined ? {} : { address: registry.address };
  }
  try {
    await resolve(externalHost);
  } catch (error) {
    if (error instanceof MigrationError) {
      throw error;
    }
    // That it has no address is told by connecting, which asks once more.
  }
  return {
    resolve: async host => {
      try {
        return await resolve(host);
      } catch (error) {
        throw error instanceof MigrationError
          ? new RegistryError({
              code: 'NETWORK',
              message: error.message,
              hint: error.hint,
              cause: error,
            })
          : error;
      }
    },
  };
}
