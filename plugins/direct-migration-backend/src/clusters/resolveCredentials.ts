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

import { X509Certificate } from 'node:crypto';
import type { ClusterCredentialsProvider } from '@direct-migration/backstage-plugin-direct-migration-node';
import { MigrationError } from '../errors/MigrationError';
import type { ClusterCredentials } from '../kubernetes/HttpTransport';
import { type ClusterConfig, valueOrFile } from './clusterConfig';

/**
 * Finds the credentials of a cluster: the config first, then the providers in the order of their registration.
 *
 * @throws `CLUSTER_CREDENTIALS_MISSING`
 * @internal
 */
export async function resolveCredentials(options: {
  entityRef: string;
  annotations: Record<string, string>;
  config: ClusterConfig | undefined;
  providers: Map<string, ClusterCredentialsProvider>;
}): Promise<ClusterCredentials> {
  const { entityRef, annotations, config, providers } = options;
  let token;
  try {
    token = await valueOrFile(config?.token, config?.tokenFile);
  } catch (error) {
    throw missing(
      entityRef,
      `its tokenFile cannot be read: ${(error as Error).message}`,
      error,
    );
  }
  if (token) {
    return { token };
  }
  if (config?.certData && config.keyData) {
    return { certData: config.certData, keyData: config.keyData };
  }
  for (const [id, provider] of providers) {
    let credentials;
    try {
      credentials = await provider.getCredentials({ entityRef, annotations });
    } catch (error) {
      throw missing(
        entityRef,
        `the credentials provider ${id} failed: ${error}`,
        error,
      );
    }
    if (credentials) {
      return credentials;
    }
  }
  throw missing(entityRef, 'none are configured');
}

function missing(
  entityRef: string,
  reason: string,
  cause?: unknown,
): MigrationError {
  return new MigrationError({
    code: 'CLUSTER_CREDENTIALS_MISSING',
    message: `There are no credentials for ${entityRef}: ${reason}`,
    hint: `Add an entry {entityRef: ${entityRef}, tokenFile: …} to directMigration.clusters, or install a credentials provider.`,
    kind: 'ServiceUnavailableError',
    cause,
  });
}

/**
 * When credentials end, as far as they say so themselves.
 *
 * @internal
 */
export function credentialsExpiry(
  credentials: ClusterCredentials,
): Date | undefined {
  try {
    if ('certData' in credentials) {
      return new Date(new X509Certificate(credentials.certData).validTo);
    }
    const payload = JSON.parse(
      Buffer.from(
        credentials.token.split('.')[1] ?? '',
        'base64url',
      ).toString(),
    );
    return typeof payload.exp === 'number'
      ? new Date(payload.exp * 1000)
      : undefined;
  } catch {
    // A token that is no JWT says nothing.
    return undefined;
  }
}
