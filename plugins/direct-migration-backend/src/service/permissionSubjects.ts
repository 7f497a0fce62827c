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
  Migration,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { DirectMigrationPermissionSubject } from '@direct-migration/backstage-plugin-direct-migration-node';
import {
  namespacesOf,
  type PermissionNamespaces,
} from '../database/permissionNamespaces';
import type { EntityOwnership } from './EntityOwnership';

/** What permission rules look at, of the same rows that lists are narrowed by. */
export interface PermissionSubjects {
  /** Of a plan as it is given, stored or not. */
  ofPlan(plan: Plan): Promise<DirectMigrationPermissionSubject>;
  /** Of a stored migration; its namespaces are those of its plan when it was started. */
  ofMigration(migration: Migration): Promise<DirectMigrationPermissionSubject>;
}

/** Makes {@link PermissionSubjects}. */
export function createPermissionSubjects(options: {
  namespacesOfMigration: (id: string) => Promise<PermissionNamespaces>;
  ownership: Pick<EntityOwnership, 'of'>;
}): PermissionSubjects {
  const { namespacesOfMigration, ownership } = options;
  const common = async (
    resource: Pick<
      Plan | Migration,
      'entityRef' | 'sourceCluster' | 'targetCluster'
    >,
  ) => ({
    entityOwners: await ownership.of(resource.entityRef),
    sourceCluster: resource.sourceCluster,
    targetCluster: resource.targetCluster,
  });
  return {
    ofPlan: async plan => ({
      initiator: plan.createdBy,
      ...(await common(plan)),
      ...namespacesOf(plan),
    }),
    ofMigration: async migration => ({
      initiator: migration.initiatedBy,
      ...(await common(migration)),
      ...(await namespacesOfMigration(migration.id)),
    }),
  };
}
