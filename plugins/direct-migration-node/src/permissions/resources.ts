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

import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_MIGRATION,
  RESOURCE_TYPE_PLAN,
  type Migration,
  type Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/**
 * What a permission rule becomes in a query: the value stored under `key` is one of `values`.
 * `owner` is the creator of a plan or the initiator of a migration.
 * @public
 */
export interface DirectMigrationFilter {
  key: 'owner' | 'sourceCluster' | 'targetCluster';
  values: string[];
}

/**
 * Plans in the permission framework.
 * @public
 */
export const directMigrationPlanResourceRef = createPermissionResourceRef<
  Plan,
  DirectMigrationFilter
>().with({ pluginId: 'direct-migration', resourceType: RESOURCE_TYPE_PLAN });

/**
 * Migrations in the permission framework.
 * @public
 */
export const directMigrationMigrationResourceRef = createPermissionResourceRef<
  Migration,
  DirectMigrationFilter
>().with({
  pluginId: 'direct-migration',
  resourceType: RESOURCE_TYPE_MIGRATION,
});
