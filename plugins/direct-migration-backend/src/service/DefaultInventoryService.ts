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

import type { ListImagesOptions } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterInspector, ClusterInventory } from '../clusters/types';
import type { CallOptions, InventoryService } from './types';

/** Looks into the clusters themselves, with what the caller may see of the catalog. */
export class DefaultInventoryService implements InventoryService {
  readonly #inventory: ClusterInventory;
  readonly #inspector: ClusterInspector;

  constructor(options: {
    inventory: ClusterInventory;
    inspector: ClusterInspector;
  }) {
    this.#inventory = options.inventory;
    this.#inspector = options.inspector;
  }

  async listClusters(options: CallOptions) {
    return this.#inventory.list(options);
  }

  async listNamespaces(clusterRef: string, options: CallOptions) {
    return this.#inspector.namespaces(
      await this.#inventory.connect(clusterRef, options),
    );
  }

  async listVolumes(
    clusterRef: string,
    namespace: string,
    options: CallOptions,
  ) {
    return this.#inspector.volumes(
      await this.#inventory.connect(clusterRef, options),
      namespace,
    );
  }

  async listImages(
    clusterRef: string,
    namespace: string,
    filter: ListImagesOptions,
    options: CallOptions,
  ) {
    return this.#inspector.images(
      await this.#inventory.connect(clusterRef, options),
      namespace,
      filter,
    );
  }
}
