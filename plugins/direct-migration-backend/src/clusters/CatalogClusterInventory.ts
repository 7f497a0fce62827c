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

import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_API_SERVER,
  ANNOTATION_API_SERVER_CA,
  CLUSTER_ENTITY_TYPE,
  type Cluster,
  type ClusterCapabilities,
  type ClusterProblem,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterCredentialsProvider } from '@direct-migration/backstage-plugin-direct-migration-node';
import { MigrationError } from '../errors/MigrationError';
import { HttpClusterClient } from '../kubernetes/HttpClusterClient';
import { HttpTransport } from '../kubernetes/HttpTransport';
import {
  type ClusterConfig,
  type ClustersConfig,
  normalizeClusterRef,
  valueOrFile,
} from './clusterConfig';
import type { NetworkSettings } from './ClusterNetwork';
import { describeRegistry } from './registry/describeRegistry';
import { discoverCapabilities } from './discoverCapabilities';
import { discoverNetwork } from './discoverNetwork';
import { RegistrySource } from './registry/RegistrySource';
import { guardApiServerUrl, type ResolveAll } from './guardedLookup';
import { credentialsExpiry, resolveCredentials } from './resolveCredentials';
import type { ClusterConnection, ClusterInventory } from './types';

const CAPABILITIES_TTL_MS = 60_000;
const FAILURE_TTL_MS = 5_000;

/** @internal */
export interface CatalogClusterInventoryOptions {
  config: ClustersConfig;
  catalog: CatalogService;
  logger: LoggerService;
  credentialsProviders: Map<string, ClusterCredentialsProvider>;
  /** For tests. */
  resolveAll?: ResolveAll;
  now?: () => number;
}

interface Cached {
  /** Changes when anything changes that the connection is made of. */
  key: string;
  connection: ClusterConnection;
}

/**
 * Clusters are the catalog's entities `kind: Resource`, `spec.type: kubernetes-cluster`, with the annotations of the
 * Kubernetes plugin. Credentials never come from the catalog.
 *
 * @internal
 */
export class CatalogClusterInventory implements ClusterInventory {
  readonly #options: CatalogClusterInventoryOptions;
  readonly #connections = new Map<string, Cached>();

  constructor(options: CatalogClusterInventoryOptions) {
    this.#options = options;
  }

  async list(options: {
    credentials: BackstageCredentials;
  }): Promise<Cluster[]> {
    const { items } = await this.#options.catalog.getEntities(
      { filter: { kind: 'Resource', 'spec.type': CLUSTER_ENTITY_TYPE } },
      options,
    );
    const clusters = await Promise.all(
      items.map(entity => this.#describe(entity)),
    );
    return clusters.sort((a, b) => a.entityRef.localeCompare(b.entityRef));
  }

  async connect(
    entityRef: string,
    options: { credentials: BackstageCredentials },
  ): Promise<ClusterConnection> {
    const ref = tryNormalize(entityRef);
    const entity =
      ref && (await this.#options.catalog.getEntityByRef(ref, options));
    if (
      !entity ||
      entity.kind.toLowerCase() !== 'resource' ||
      entity.spec?.type !== CLUSTER_ENTITY_TYPE
    ) {
      throw new MigrationError({
        code: 'CLUSTER_UNKNOWN',
        message: `The catalog has no cluster ${entityRef}`,
        hint: `Use the ref of an entity of kind Resource and type ${CLUSTER_ENTITY_TYPE}, for example resource:default/east.`,
        kind: 'NotFoundError',
      });
    }
    return this.#connection(entity);
  }

  async #describe(entity: Entity): Promise<Cluster> {
    const problems: ClusterProblem[] = [];
    let capabilities: ClusterCapabilities | undefined;
    try {
      const connection = await this.#connection(entity);
      capabilities = await connection.capabilities();
    } catch (error) {
      problems.push(toProblem(error));
    }
    return {
      entityRef: stringifyEntityRef(entity),
      name: entity.metadata.name,
      title: entity.metadata.title,
      apiServerUrl: withoutCredentials(
        entity.metadata.annotations?.[ANNOTATION_API_SERVER],
      ),
      usable: problems.length === 0,
      capabilities,
      problems,
    };
  }

  async #connection(entity: Entity): Promise<ClusterConnection> {
    const entityRef = stringifyEntityRef(entity);
    const annotations = entity.metadata.annotations ?? {};
    const config = this.#options.config.clusters.get(entityRef);
    const ca = await this.#ca(entityRef, annotations, config);
    const key = JSON.stringify([annotations, ca]);
    const cached = this.#connections.get(entityRef);
    if (cached?.key === key) {
      return cached.connection;
    }
    const connection = await this.#create(
      entity,
      entityRef,
      annotations,
      config,
      ca,
    );
    // The guard and the credentials speak before the first request does.
    await connection.credentialsExpireAt();
    this.#connections.set(entityRef, { key, connection });
    return connection;
  }

  async #create(
    entity: Entity,
    entityRef: string,
    annotations: Record<string, string>,
    config: ClusterConfig | undefined,
    ca: string | undefined,
  ): Promise<ClusterConnection> {
    const server = annotations[ANNOTATION_API_SERVER];
    if (!server) {
      throw new MigrationError({
        code: 'CLUSTER_URL_MISSING',
        message: `${entityRef} has no annotation ${ANNOTATION_API_SERVER}`,
        hint: 'Add the address of its API server, https://….',
        kind: 'InputError',
      });
    }
    const { url, lookup } = guardApiServerUrl({
      url: server,
      allowed: this.#options.config.dangerouslyAllowClusterUrls,
      resolveAll: this.#options.resolveAll,
    });
    const credentials = () =>
      resolveCredentials({
        entityRef,
        annotations,
        config,
        providers: this.#options.credentialsProviders,
      });
    const client = new HttpClusterClient({
      cluster: `Cluster ${entity.metadata.name}`,
      transport: new HttpTransport({ url: url.href, ca, lookup, credentials }),
    });
    const now = this.#options.now ?? Date.now;
    const settings: NetworkSettings = config?.network ?? {};
    const network = remembered(() => discoverNetwork(client), now);
    const registry = new RegistrySource({
      entityRef,
      name: entity.metadata.name,
      client,
      config: config?.registry,
      credentials,
      allowed: this.#options.config.dangerouslyAllowClusterUrls,
      resolveAll: this.#options.resolveAll,
      now,
    });
    return {
      entityRef,
      name: entity.metadata.name,
      client,
      registry: () => registry.get(),
      networkSettings: settings,
      network,
      credentialsExpireAt: async () => credentialsExpiry(await credentials()),
      capabilities: remembered(
        async () => ({
          ...(await discoverCapabilities({
            client,
            network: network(),
            settings,
          })),
          registry: await describeRegistry(registry.get()),
        }),
        now,
      ),
    };
  }

  async #ca(
    entityRef: string,
    annotations: Record<string, string>,
    config: ClusterConfig | undefined,
  ): Promise<string | undefined> {
    const fromAnnotation = annotations[ANNOTATION_API_SERVER_CA];
    try {
      return (
        (await valueOrFile(config?.caData, config?.caFile)) ??
        (fromAnnotation && Buffer.from(fromAnnotation, 'base64').toString())
      );
    } catch (error) {
      throw new MigrationError({
        code: 'CLUSTER_TLS',
        message: `The caFile of ${entityRef} cannot be read: ${
          (error as Error).message
        }`,
        hint: 'Correct caFile in directMigration.clusters.',
        kind: 'ServiceUnavailableError',
        cause: error,
      });
    }
  }
}

/** A failure is remembered for a shorter time than an answer. */
function remembered<T>(
  find: () => Promise<T>,
  now: () => number,
): () => Promise<T> {
  let known: { until: number; value: Promise<T> } | undefined;
  return () => {
    if (!known || known.until < now()) {
      const fresh = { until: now() + CAPABILITIES_TTL_MS, value: find() };
      known = fresh;
      fresh.value.catch(() => {
        fresh.until = now() + FAILURE_TTL_MS;
      });
    }
    return known.value;
  };
}

function tryNormalize(entityRef: string): string | undefined {
  try {
    return normalizeClusterRef(entityRef);
  } catch {
    return undefined;
  }
}

function toProblem(error: unknown): ClusterProblem {
  if (error instanceof MigrationError) {
    return { code: error.code, message: error.message, hint: error.hint };
  }
  return { code: 'INTERNAL', message: String(error) };
}

function withoutCredentials(value: string | undefined): string | undefined {
  try {
    const url = new URL(value ?? '');
    url.username = '';
    url.password = '';
    return url.href.replace(/\/$/, '');
  } catch {
    return undefined;
  }
}
