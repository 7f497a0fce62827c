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

import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  directMigrationClusterReadPermission,
  type ListImagesOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { requireBasicPermission } from './Authorizer';
import type { CallOptions, InventoryService } from './types';

/** Lets through who may read clusters. */
export class AuthorizedInventoryService implements InventoryService {
  readonly #inner: InventoryService;
  readonly #permissions: PermissionsService;

  constructor(options: {
    inner: InventoryService;
    permissions: PermissionsService;
  }) {
    this.#inner = options.inner;
    this.#permissions = options.permissions;
  }

  async listClusters(options: CallOptions) {
    await this.#check(options);
    return this.#inner.listClusters(options);
  }

  async listNamespaces(clusterRef: string, options: CallOptions) {
    await this.#check(options);
    return this.#inner.listNamespaces(clusterRef, options);
  }

  async listVolumes(
    clusterRef: string,
    namespace: string,
    options: CallOptions,
  ) {
    await this.#check(options);
    return this.#inner.listVolumes(clusterRef, namespace, options);
  }

  async listImages(
    clusterRef: string,
    namespace: string,
    filter: ListImagesOptions,
    options: CallOptions,
  ) {
    await this.#check(options);
    return this.#inner.listImages(clusterRef, namespace, filter, options);
  }

  async #check({ credentials }: CallOptions): Promise<void> {
    await requireBasicPermission(
      this.#permissions,
      directMigrationClusterReadPermission,
      credentials,
    );
  }
}
