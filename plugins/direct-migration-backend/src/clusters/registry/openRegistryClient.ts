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

import { RegistryClient } from '@direct-migration/registry-copier';
import type { ClusterRegistry } from '../types';
import { guardedAddress } from './guardedAddress';

/**
 * A client of a cluster's registry, as it is reached from the backend. To be closed.
 *
 * @throws MigrationError when there are no credentials
 * @internal
 */
export async function openRegistryClient(
  registry: ClusterRegistry,
  options: { signal: AbortSignal; idleTimeoutMs: number },
): Promise<RegistryClient> {
  return new RegistryClient({
    host: registry.externalHost,
    config: {
      ca: registry.ca,
      insecureHttp: registry.insecureHttp,
      ...(await guardedAddress(registry)),
      ...(await registry.credentials()),
    },
    retry: { attempts: 2, baseDelayMs: 200 },
    ...options,
  });
}
