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

import { readFile } from 'node:fs/promises';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import type { NetworkSettings } from './ClusterNetwork';
import { readNetworkSettings } from './readNetworkSettings';
import {
  readRegistryConfig,
  type RegistryConfig,
} from './registry/readRegistryConfig';

/** One entry of `directMigration.clusters`. @internal */
export interface ClusterConfig {
  /** Full entity ref, lower case. */
  entityRef: string;
  token?: string;
  tokenFile?: string;
  /** PEM. */
  certData?: string;
  /** PEM. */
  keyData?: string;
  /** PEM. */
  caData?: string;
  caFile?: string;
  network: NetworkSettings;
  registry?: RegistryConfig;
}

/** Our settings that concern clusters. @internal */
export interface ClustersConfig {
  clusters: Map<string, ClusterConfig>;
  dangerouslyAllowClusterUrls: string[];
  moverImage?: string;
  moverImagePullSecrets: string[];
  /** Whether images may be copied by the backend itself. */
  imagesInBackend: boolean;
}

/**
 * Reads `directMigration`.
 *
 * @throws on values that have the wrong type, and on two entries for one cluster
 * @internal
 */
export function readClustersConfig(root: Config): ClustersConfig {
  const config = root.getOptionalConfig('directMigration');
  const clusters = new Map<string, ClusterConfig>();
  const entries = config?.getOptionalConfigArray('clusters') ?? [];
  for (const [index, entry] of entries.entries()) {
    const entityRef = normalizeClusterRef(entry.getString('entityRef'));
    if (clusters.has(entityRef)) {
      throw new Error(
        `directMigration.clusters has two entries for ${entityRef}`,
      );
    }
    const registry = entry.getOptionalConfig('registry');
    clusters.set(entityRef, {
      entityRef,
      token: entry.getOptionalString('token'),
      tokenFile: entry.getOptionalString('tokenFile'),
      certData: entry.getOptionalString('certData'),
      keyData: entry.getOptionalString('keyData'),
      caData: entry.getOptionalString('caData'),
      caFile: entry.getOptionalString('caFile'),
      network: readNetworkSettings(entry),
      registry:
        registry &&
        readRegistryConfig(
          registry,
          `directMigration.clusters[${index}].registry`,
        ),
    });
  }
  return {
    clusters,
    dangerouslyAllowClusterUrls:
      config?.getOptionalStringArray('dangerouslyAllowClusterUrls') ?? [],
    moverImage: config?.getOptionalString('moverImage'),
    moverImagePullSecrets:
      config?.getOptionalStringArray('moverImagePullSecrets') ?? [],
    imagesInBackend:
      config?.getOptionalBoolean('images.allowInBackend') ?? false,
  };
}

/**
 * Full, lower-case form of a cluster's ref; `east` and `Resource:East` are `resource:default/east`.
 *
 * @internal
 */
export function normalizeClusterRef(entityRef: string): string {
  return stringifyEntityRef(
    parseEntityRef(entityRef, {
      defaultKind: 'resource',
      defaultNamespace: 'default',
    }),
  );
}

/**
 * A value from the config, or from the file it names, read anew each time.
 *
 * @internal
 */
export async function valueOrFile(
  value: string | undefined,
  file: string | undefined,
): Promise<string | undefined> {
  if (value !== undefined) {
    return value;
  }
  return file === undefined ? undefined : (await readFile(file, 'utf8')).trim();
}
