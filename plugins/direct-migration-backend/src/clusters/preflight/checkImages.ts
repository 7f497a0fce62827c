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

import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  RegistryClient,
  RegistryError,
} from '@direct-migration/registry-copier';
import { requireRegistry } from '../../engines/image/requireRegistry';
import { MigrationError } from '../../errors/MigrationError';
import type { ClusterConnection } from '../types';
import type { Ends } from './checkVolumes';
import type { Findings } from './Findings';

const TIMEOUT_MS = 20_000;

/**
 * Looks whether both registries are there, take the credentials, and hold what the plan names.
 *
 * @remarks
 * A registry may be out of the backend's reach and still be in the copier's, so not reaching it is a warning.
 *
 * @internal
 */
export async function checkImages(options: {
  findings: Findings;
  plan: Plan;
  ends: Ends;
}): Promise<void> {
  const { findings, plan, ends } = options;
  if (!plan.images.length) {
    return;
  }
  const [source] = await Promise.all([
    ends.source && openRegistry(findings, ends.source, 'sourceCluster'),
    ends.target &&
      openRegistry(findings, ends.target, 'targetCluster').then(client =>
        client?.close(),
      ),
  ]);
  if (!source) {
    return;
  }
  try {
    for (const [index, spec] of plan.images.entries()) {
      const field = `images[${index}]`;
      try {
        const tags = new Set(await source.listTags(spec.repository));
        for (const [i, tag] of (spec.tags ?? []).entries()) {
          if (!tags.has(tag)) {
            findings.add({
              id: 'image.tagNotFound',
              level: 'block',
              subject: `${spec.repository}:${tag}`,
              field: `${field}.tags[${i}]`,
              message: `Repository ${spec.repository} has no tag ${tag}`,
              fix: `Choose of: ${
                [...tags].slice(0, 20).join(', ') || 'it has no tags'
              }.`,
            });
          }
        }
      } catch (error) {
        if (!(error instanceof RegistryError)) {
          throw error;
        }
        findings.add({
          id:
            error.code === 'NOT_FOUND' ? 'image.notFound' : 'image.unreadable',
          level: error.code === 'NETWORK' ? 'warn' : 'block',
          subject: spec.repository,
          field: `${field}.repository`,
          message:
            error.code === 'NOT_FOUND'
              ? `The registry of ${ends.source!.name} has no repository ${
                  spec.repository
                }`
              : error.message,
          fix: registryFix(error, ends.source!.entityRef),
        });
      }
    }
  } finally {
    await source.close();
  }
}

async function openRegistry(
  findings: Findings,
  connection: ClusterConnection,
  field: string,
): Promise<RegistryClient | undefined> {
  const subject = connection.name;
  let client: RegistryClient | undefined;
  try {
    const registry = await requireRegistry(connection);
    client = new RegistryClient({
      host: registry.externalHost,
      config: {
        ca: registry.ca,
        insecureHttp: registry.insecureHttp,
        address: registry.address ?? (await registry.resolve?.()),
        ...(await registry.credentials()),
      },
      retry: { attempts: 2, baseDelayMs: 200 },
      idleTimeoutMs: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS * 3),
    });
    await client.ping();
    return client;
  } catch (error) {
    await client?.close();
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
        ? `The registry of ${connection.name} cannot be reached from here, so its content is not checked: ${error.message}`
        : `The registry of ${connection.name}: ${error.message}`,
      fix: registryFix(error, connection.entityRef),
    });
    return undefined;
  }
}

/** Where the reader finds what is wrong; the copier itself knows nothing of this config. */
function registryFix(error: RegistryError, entityRef: string): string {
  const entry = `the registry of ${entityRef} in directMigration.clusters`;
  switch (error.code) {
    case 'AUTH_FAILED':
      return `Check username and passwordFile of ${entry}, and what this user may do.`;
    case 'TLS':
      return `Set caFile of ${entry}, and use a host that its certificate names.`;
    case 'NETWORK':
    case 'CANCELED':
      return `Check host and address of ${entry}, and that it runs.`;
    default:
      return error.hint ?? 'Check the registry.';
  }
}
