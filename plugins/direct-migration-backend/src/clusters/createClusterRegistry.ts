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
import type { ClusterCredentials } from '../kubernetes/HttpTransport';
import { type RegistryConfig, valueOrFile } from './clusterConfig';
import type { ClusterRegistry } from './types';

/**
 * The registry of a cluster, from its config.
 *
 * @param cluster - credentials of the cluster, for registries that accept its service account tokens
 * @internal
 */
export async function createClusterRegistry(
  config: RegistryConfig,
  cluster: () => Promise<ClusterCredentials>,
): Promise<ClusterRegistry> {
  const internalHost = config.internalHost ?? config.host;
  const ca = await fileOr(config, 'ca', config.ca, config.caFile);
  return {
    externalHost: config.host,
    internalHost,
    hosts: [...new Set([config.host, internalHost, ...config.aliases])],
    ca,
    address: config.address,
    insecureHttp: config.insecureHttp,
    async credentials() {
      if (config.serviceAccountToken) {
        const credentials = await cluster();
        if (!('token' in credentials)) {
          throw new MigrationError({
            code: 'REGISTRY_CREDENTIALS_MISSING',
            message: `Registry ${config.host} is to be used with the cluster's token, but the cluster has a client certificate`,
            hint: 'Set username and passwordFile of the registry in directMigration.clusters.',
            kind: 'ServiceUnavailableError',
          });
        }
        // OpenShift's registry looks at the password only.
        return {
          username: config.username ?? 'serviceaccount',
          password: credentials.token,
        };
      }
      const password = await fileOr(
        config,
        'password',
        config.password,
        config.passwordFile,
      );
      return config.username !== undefined && password !== undefined
        ? { username: config.username, password }
        : undefined;
    },
  };
}

async function fileOr(
  config: RegistryConfig,
  what: string,
  value: string | undefined,
  file: string | undefined,
): Promise<string | undefined> {
  try {
    return await valueOrFile(value, file);
  } catch (error) {
    throw new MigrationError({
      code: 'REGISTRY_CREDENTIALS_MISSING',
      message: `The ${what}File of registry ${config.host} cannot be read: ${
        (error as Error).message
      }`,
      hint: 'Correct the path in directMigration.clusters, or let the backend read the file.',
      kind: 'ServiceUnavailableError',
      cause: error,
    });
  }
}
