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
  type RegistryClient,
} from '@direct-migration/registry-copier';
import { requireRegistry } from '../../engines/image/requireRegistry';
import { MigrationError } from '../../errors/MigrationError';
import { openRegistryClient } from '../../clusters/registry/openRegistryClient';
import type { ClusterConnection } from '../../clusters/types';
import type { Findings } from '../Findings';
import { registryFix } from './registryFix';

const IDLE_TIMEOUT_MS = 20_000;

/**
 * A client of a cluster's registry that answers and takes the credentials; otherwise says why there is none.
 *
 * @remarks
 * A registry may be out of the backend's reach and still be in the copier's, so not reaching it is a warning.
 *
 * @param options - `inside`: the copier runs in this cluster, so that the registry need not be exposed
 * @internal
 */
export async function openRegistry(options: {
  findings: Findings;
  connection: ClusterConnection;
  field: 'sourceCluster' | 'targetCluster';
  inside: boolean;
  signal: AbortSignal;
}): Promise<RegistryClient | undefined> {
  const { findings, connection, field, signal } = options;
  const subject = connection.name;
  let client: RegistryClient | undefined;
  try {
    const registry = await requireRegistry(connection);
    if (registry.chosen !== 'configured') {
      findings.add({
        id: 'registry.chosen',
        level: 'info',
        subject,
        message: `The registry of ${subject}: ${registry.chosen}`,
      });
    }
    if (!registry.exposed) {
      findings.add({
        id: 'registry.notExposed',
        level: options.inside ? 'info' : 'block',
        subject,
        ...(!options.inside && { field }),
        message: `The registry of ${subject} is known inside the cluster only, as ${
          registry.internalHost
        }${options.inside ? ', so it is not checked from here' : ''}`,
        fix: 'Expose it (on OpenShift `defaultRoute: true` in configs.imageregistry.operator.openshift.io/cluster), or set registry.host of the cluster in directMigration.clusters.',
      });
      return undefined;
    }
    client = await openRegistryClient(registry, {
      idleTimeoutMs: IDLE_TIMEOUT_MS,
      signal,
    });
    await client.ping();
    return client;
  } catch (cause) {
    await client?.close();
    const refused = cause instanceof RegistryError && cause.cause;
    const error = refused instanceof MigrationError ? refused : cause;
    if (error instanceof MigrationError) {
      findings.block(error, { subject, field });
      return undefined;
    }
    if (!(error instanceof RegistryError)) {
      throw error;
    }
    const reach = error.code === 'NETWORK' || error.code === 'CANCELED';
    findings.add({
      id:
        {
          AUTH_FAILED: 'registry.authFailed',
          TLS: 'registry.tls',
          NETWORK: 'registry.unreachable',
          CANCELED: 'registry.unreachable',
        }[error.code as string] ?? 'registry.failed',
      level: reach ? 'warn' : 'block',
      subject,
      field: reach ? undefined : field,
      message: reach
        ? `The registry of ${subject} cannot be reached from here, so its content is not checked: ${error.message}`
        : `The registry of ${subject}: ${error.message}`,
      fix: registryFix(error, connection.entityRef),
    });
    return undefined;
  }
}
