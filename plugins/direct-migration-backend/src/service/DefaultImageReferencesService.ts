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

import type { ImageReferences } from '@direct-migration/backstage-plugin-direct-migration-common';
import { listWorkloads } from '../clusters/images/listWorkloads';
import { RegistryHosts } from '../clusters/images/RegistryHosts';
import { rewriteReferences } from '../clusters/images/rewriteReferences';
import type { ClusterInventory } from '../clusters/types';
import type { MigrationsStore } from '../database/MigrationsStore';
import { requireRegistry } from '../engines/image/requireRegistry';
import { migrationNotFoundError } from './migrationErrors';
import type { CallOptions, ImageReferencesService } from './types';

/** Looks at the workloads of the source as they are now. */
export class DefaultImageReferencesService implements ImageReferencesService {
  readonly #inventory: ClusterInventory;
  readonly #store: MigrationsStore;

  constructor(options: {
    inventory: ClusterInventory;
    store: MigrationsStore;
  }) {
    this.#inventory = options.inventory;
    this.#store = options.store;
  }

  async get(
    migrationId: string,
    options: CallOptions,
  ): Promise<ImageReferences> {
    const [migration, plan] = await Promise.all([
      this.#store.get(migrationId),
      this.#store.getPlan(migrationId),
    ]);
    if (!migration || !plan) {
      throw migrationNotFoundError(migrationId);
    }
    const [source, target] = await Promise.all([
      this.#inventory.connect(plan.sourceCluster, options),
      this.#inventory.connect(plan.targetCluster, options),
    ]);
    const hosts = new RegistryHosts(await requireRegistry(source));
    const { internalHost } = await requireRegistry(target);
    const references: ImageReferences['references'] = [];
    for (const { source: namespace } of plan.namespaces) {
      const { workloads } = await listWorkloads(source.client, { namespace });
      references.push(
        ...rewriteReferences({
          namespace,
          workloads,
          hosts,
          targetHost: internalHost,
          items: migration.items,
        }),
      );
    }
    return {
      references,
      map: Object.fromEntries(references.map(r => [r.old, r.new])),
    };
  }
}
