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

import type { LookupAddress } from 'node:dns';
import { MigrationError } from '../../errors/MigrationError';
import { guardApiServerUrl, type ResolveAll } from '../guardedLookup';
import type { ClusterRegistry } from '../types';
import {
  createClusterRegistry,
  type ClusterRegistryOptions,
} from './createClusterRegistry';
import { discoverRegistry, type DiscoveredRegistry } from './discoverRegistry';

const DISCOVERY_TTL_MS = 60_000;
const FAILURE_TTL_MS = 5_000;

/** @internal */
export interface RegistrySourceOptions
  extends Omit<ClusterRegistryOptions, 'discovered'> {
  /** Host names that may have private addresses. */
  allowed: string[];
  resolveAll?: ResolveAll;
  now: () => number;
}

/**
 * Gives a cluster's registry anew each time, since files and Secrets change; what the cluster says of it is kept for a
 * minute, and asked only where the config names no host.
 *
 * @internal
 */
export class RegistrySource {
  readonly #options: RegistrySourceOptions;
  #discovered:
    | { until: number; value: Promise<DiscoveredRegistry | undefined> }
    | undefined;

  constructor(options: RegistrySourceOptions) {
    this.#options = options;
  }

  /** @throws `REGISTRY_CA_INVALID`, and what the cluster answers */
  async get(): Promise<ClusterRegistry | undefined> {
    const { config } = this.#options;
    const discovered = config?.host ? undefined : await this.#discover();
    const registry = await createClusterRegistry({
      ...this.#options,
      discovered,
    });
    return registry && discovered?.externalHost && !registry.address
      ? { ...registry, resolve: host => this.#resolve(host) }
      : registry;
  }

  #discover(): Promise<DiscoveredRegistry | undefined> {
    const { client, now } = this.#options;
    if (!this.#discovered || this.#discovered.until < now()) {
      const value = discoverRegistry(client);
      const fresh = { until: now() + DISCOVERY_TTL_MS, value };
      this.#discovered = fresh;
      value.catch(() => {
        fresh.until = now() + FAILURE_TTL_MS;
      });
    }
    return this.#discovered.value;
  }

  /** A host that only the cluster names must not lead the backend to where the cluster's own address may not. */
  async #resolve(host: string): Promise<string> {
    const { allowed, resolveAll, name } = this.#options;
    try {
      const { url, lookup } = guardApiServerUrl({
        url: `https://${host}`,
        allowed,
        resolveAll,
      });
      const [{ address, family }] = await new Promise<LookupAddress[]>(
        (done, fail) =>
          lookup(url.hostname, { all: true }, (error, addresses) =>
            error ? fail(error) : done(addresses as LookupAddress[]),
          ),
      );
      return `${family === 6 ? `[${address}]` : address}:${url.port || 443}`;
    } catch (error) {
      if (!(error instanceof MigrationError)) {
        throw error;
      }
      throw new MigrationError({
        code: 'REGISTRY_HOST_REFUSED',
        message: `The backend does not talk to ${host}, which cluster ${name} or its registry names: ${error.message.replace(
          /^.*refused: /,
          '',
        )}`,
        hint: 'If it is trusted, add its host name to directMigration.dangerouslyAllowClusterUrls, or set registry.host of the cluster in directMigration.clusters.',
        kind: 'InputError',
        cause: error,
      });
    }
  }
}
