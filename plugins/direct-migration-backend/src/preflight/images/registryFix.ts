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

import type { RegistryError } from '@direct-migration/registry-copier';

/**
 * Where the reader finds what is wrong; the copier itself knows nothing of this config.
 *
 * @internal
 */
export function registryFix(error: RegistryError, entityRef: string): string {
  const entry = `the registry of ${entityRef} in directMigration.clusters`;
  switch (error.code) {
    case 'AUTH_FAILED':
      return `Check the credentials (username and passwordFile, serviceAccountToken or pullSecret) of ${entry}, and what this user may do.`;
    case 'TLS':
      return `Set caFile of ${entry}, and use a host that its certificate names.`;
    case 'NETWORK':
    case 'CANCELED':
      return `Check host and address of ${entry}, and that it runs.`;
    case 'QUOTA':
      return 'Raise the quota or free space in the registry.';
    default:
      return error.hint ?? 'Check the registry.';
  }
}
