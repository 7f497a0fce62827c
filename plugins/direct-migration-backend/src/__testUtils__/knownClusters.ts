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

import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import type { SandboxCluster } from '@direct-migration/sandbox-cluster';

/** A cluster as catalog and config know it; a real sandbox, or something that only looks like one. */
export type KnownCluster = Pick<SandboxCluster, 'name' | 'url' | 'caPem'> &
  Partial<Pick<SandboxCluster, 'token' | 'registry'>> & {
    /** More of its entry in the config. */
    settings?: JsonObject;
    /** `host:port` to connect to instead of the registry itself. */
    registryAddress?: string;
  };

/** The config under which the backend knows the clusters. */
export function configOf(clusters: KnownCluster[]): JsonObject {
  return {
    directMigration: {
      moverImage: 'mover:test',
      dangerouslyAllowClusterUrls: ['127.0.0.1', 'localhost'],
      worker: { pollInterval: { milliseconds: 100 } },
      clusters: clusters.map(
        ({ name, token, registry, registryAddress, settings }) => ({
          entityRef: `resource:default/${name}`,
          ...settings,
          ...(token && { token }),
          ...(registry && {
            registry: {
              host: registry.host,
              ...(registryAddress && { address: registryAddress }),
              ca: registry.caPem,
              username: registry.username,
              password: registry.password,
            },
          }),
        }),
      ),
    },
  };
}

/** The clusters in the catalog. */
export function entitiesOf(clusters: KnownCluster[]): Entity[] {
  return clusters.map(({ name, url, caPem }) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'kubernetes.io/api-server': url,
        'kubernetes.io/api-server-certificate-authority':
          Buffer.from(caPem).toString('base64'),
      },
    },
    spec: { type: 'kubernetes-cluster' },
  }));
}
