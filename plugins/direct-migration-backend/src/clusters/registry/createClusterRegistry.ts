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

import { MigrationError } from '../../errors/MigrationError';
import type { ClusterClient } from '../../kubernetes/ClusterClient';
import type { ClusterCredentials } from '../../kubernetes/HttpTransport';
import { valueOrFile } from '../clusterConfig';
import type { ClusterRegistry, RegistryCredentialsSource } from '../types';
import { pemProblem } from './checkPem';
import type { DiscoveredRegistry } from './discoverRegistry';
import { readPullSecret } from './readPullSecret';
import type { RegistryConfig } from './readRegistryConfig';

/** What {@link createClusterRegistry} needs. @internal */
export interface ClusterRegistryOptions {
  entityRef: string;
  /** Name of the cluster. */
  name: string;
  client: ClusterClient;
  config: RegistryConfig | undefined;
  /** Used for what the config leaves open. */
  discovered: DiscoveredRegistry | undefined;
  /** Of the cluster, for registries that take its tokens. */
  credentials: () => Promise<ClusterCredentials>;
}

/**
 * The registry of a cluster: what the config says, else what the cluster says.
 *
 * @returns nothing where neither names a registry
 * @throws `REGISTRY_CA_INVALID`
 * @internal
 */
export async function createClusterRegistry(
  options: ClusterRegistryOptions,
): Promise<ClusterRegistry | undefined> {
  const { config } = options;
  // Where the config names the host, nothing of what was found belongs to it.
  const discovered = config?.host ? undefined : options.discovered;
  const externalHost = config?.host ?? discovered?.externalHost;
  const internalHost =
    config?.internalHost ?? discovered?.internalHost ?? externalHost;
  if (internalHost === undefined) {
    return undefined;
  }
  const ca = await readCa(options);
  const internalCa = ca ?? discovered?.internalCa;
  const hosts = [
    ...new Set([
      ...(externalHost ? [externalHost] : []),
      internalHost,
      ...(discovered?.aliases ?? []),
      ...(config?.aliases ?? []),
    ]),
  ];
  const source = credentialsSource(config, discovered);
  return {
    externalHost: externalHost ?? internalHost,
    exposed: externalHost !== undefined,
    internalHost,
    hosts,
    ca: ca ?? discovered?.ca,
    ...(internalCa && { internalCa }),
    address: config?.address,
    insecureHttp: config?.insecureHttp ?? false,
    chosen: discovered?.chosen ?? 'configured',
    credentialsSource: source,
    credentials: () => readCredentials(options, source, hosts),
  };
}

/** In this order: a user, the token of the cluster, a pull secret. */
function credentialsSource(
  config: RegistryConfig | undefined,
  discovered: DiscoveredRegistry | undefined,
): RegistryCredentialsSource {
  if (
    config?.username !== undefined &&
    (config.password ?? config.passwordFile) !== undefined
  ) {
    return 'user';
  }
  if (config?.serviceAccountToken) {
    return 'serviceAccountToken';
  }
  if (config?.pullSecret) {
    return 'pullSecret';
  }
  return discovered?.takesToken && config?.serviceAccountToken === undefined
    ? 'serviceAccountToken'
    : 'none';
}

async function readCredentials(
  options: ClusterRegistryOptions,
  source: RegistryCredentialsSource,
  hosts: string[],
): Promise<{ username: string; password: string } | undefined> {
  const { config } = options;
  if (source === 'user') {
    return {
      username: config!.username!,
      password: (await passwordOf(options))!,
    };
  }
  if (source === 'serviceAccountToken') {
    const credentials = await options.credentials();
    if (!('token' in credentials)) {
      throw new MigrationError({
        code: 'REGISTRY_CREDENTIALS_MISSING',
        message: `The registry of cluster ${options.name} is to be used with the cluster's token, but the cluster has a client certificate`,
        hint: `Set username and passwordFile, or pullSecret, of the registry of ${options.entityRef} in directMigration.clusters.`,
        kind: 'ServiceUnavailableError',
      });
    }
    // OpenShift's registry looks at the password only.
    return {
      username: config?.username ?? 'serviceaccount',
      password: credentials.token,
    };
  }
  return source === 'pullSecret'
    ? readPullSecret({
        client: options.client,
        cluster: options.name,
        secret: config!.pullSecret!,
        hosts,
      })
    : undefined;
}

async function passwordOf({
  config,
  entityRef,
}: ClusterRegistryOptions): Promise<string | undefined> {
  try {
    return await valueOrFile(config?.password, config?.passwordFile);
  } catch (error) {
    throw new MigrationError({
      code: 'REGISTRY_CREDENTIALS_MISSING',
      message: `registry.passwordFile of ${entityRef} cannot be read: ${
        (error as Error).message
      }`,
      hint: 'Correct the path in directMigration.clusters, or let the backend read the file.',
      kind: 'ServiceUnavailableError',
      cause: error,
    });
  }
}

async function readCa({
  config,
  entityRef,
}: ClusterRegistryOptions): Promise<string | undefined> {
  const fail = (problem: string, cause?: unknown) =>
    new MigrationError({
      code: 'REGISTRY_CA_INVALID',
      message: `registry.${
        config?.ca === undefined ? 'caFile' : 'ca'
      } of ${entityRef} ${problem}`,
      hint: 'Give the certificate of the authority that signs the registry’s certificate, PEM, in directMigration.clusters.',
      kind: 'ServiceUnavailableError',
      cause,
    });
  let ca;
  try {
    ca = await valueOrFile(config?.ca, config?.caFile);
  } catch (error) {
    throw fail(`cannot be read: ${(error as Error).message}`, error);
  }
  const problem = ca === undefined ? undefined : pemProblem(ca);
  if (problem) {
    throw fail(problem);
  }
  return ca;
}
