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
} from '@direct-migration/backstage-plugin-direct-migration-common';

/**
 * What the permission rules look at, of a plan or a migration.
 * @public
 */
export interface DirectMigrationPermissionSubject {
  /** Who made the plan or started the migration: entity ref of a user, or subject of a service. */
  initiator: string;
  /** Owners of the entity that it is for, as entity refs; none without an entity. */
  entityOwners: string[];
  /** Full entity ref. */
  sourceCluster: string;
  /** Full entity ref. */
  targetCluster: string;
  /** Everything that is read: namespaces of volumes, and the first part of the names of image repositories. */
  sourceNamespaces: string[];
  /** Everything that is written, likewise. */
  targetNamespaces: string[];
}

/**
 * What a permission rule becomes in a query: the value under `key` is one of `values`. Of the owners one has to be among
 * them, of the namespaces all, and at least one.
 * @public
 */
export interface DirectMigrationFilter {
  key:
    | 'initiator'
    | 'entityOwner'
    | 'sourceCluster'
    | 'targetCluster'
    | 'sourceNamespace'
    | 'targetNamespace';
  values: string[];
}

/**
 * Plans in the permission framework.
 * @public
 */
export const directMigrationPlanResourceRef = createPermissionResourceRef<
  DirectMigrationPermissionSubject,
  DirectMigrationFilter
>().with({ pluginId: 'direct-migration', resourceType: RESOURCE_TYPE_PLAN });

/**
 * Migrations in the permission framework.
 * @public
 */
export const directMigrationMigrationResourceRef = createPermissionResourceRef<
  DirectMigrationPermissionSubject,
  DirectMigrationFilter
>().with({
  pluginId: 'direct-migration',
  resourceType: RESOURCE_TYPE_MIGRATION,
});
