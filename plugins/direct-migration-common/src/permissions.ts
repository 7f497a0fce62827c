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

import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of plans in the permission framework. @public */
export const RESOURCE_TYPE_PLAN = 'direct-migration-plan';
/** Resource type of migrations in the permission framework. @public */
export const RESOURCE_TYPE_MIGRATION = 'direct-migration-migration';

/** To see clusters, their namespaces, volumes and images. @public */
export const directMigrationClusterReadPermission = createPermission({
  name: 'directmigration.cluster.read',
  attributes: { action: 'read' },
});
/** To make a plan. @public */
export const directMigrationPlanCreatePermission = createPermission({
  name: 'directmigration.plan.create',
  attributes: { action: 'create' },
});
/** To see a plan and its preflight. @public */
export const directMigrationPlanReadPermission = createPermission({
  name: 'directmigration.plan.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_PLAN,
});
/** To change a plan. @public */
export const directMigrationPlanUpdatePermission = createPermission({
  name: 'directmigration.plan.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PLAN,
});
/** To delete a plan. @public */
export const directMigrationPlanDeletePermission = createPermission({
  name: 'directmigration.plan.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_PLAN,
});
/** To copy what a plan names while the application goes on. Asked of the plan. @public */
export const directMigrationMigrationStagePermission = createPermission({
  name: 'directmigration.migration.stage',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_PLAN,
});
/** To stop the application and move it. Asked of the plan. @public */
export const directMigrationMigrationCutoverPermission = createPermission({
  name: 'directmigration.migration.cutover',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_PLAN,
});
/** To bring the application back to the source, also with deleting what was moved. Asked of the plan. @public */
export const directMigrationMigrationRollbackPermission = createPermission({
  name: 'directmigration.migration.rollback',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_PLAN,
});
/** To see a migration, its items, events and logs. @public */
export const directMigrationMigrationReadPermission = createPermission({
  name: 'directmigration.migration.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_MIGRATION,
});
/** To cancel a migration or an item. @public */
export const directMigrationMigrationCancelPermission = createPermission({
  name: 'directmigration.migration.cancel',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MIGRATION,
});
/** To retry a migration or an item. @public */
export const directMigrationMigrationRetryPermission = createPermission({
  name: 'directmigration.migration.retry',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MIGRATION,
});

/** To see who did what, in all clusters. @public */
export const directMigrationAuditReadPermission = createPermission({
  name: 'directmigration.audit.read',
  attributes: { action: 'read' },
});

/** All permissions of the plugin. @public */
export const directMigrationPermissions = [
  directMigrationClusterReadPermission,
  directMigrationPlanCreatePermission,
  directMigrationPlanReadPermission,
  directMigrationPlanUpdatePermission,
  directMigrationPlanDeletePermission,
  directMigrationMigrationStagePermission,
  directMigrationMigrationCutoverPermission,
  directMigrationMigrationRollbackPermission,
  directMigrationMigrationReadPermission,
  directMigrationMigrationCancelPermission,
  directMigrationMigrationRetryPermission,
  directMigrationAuditReadPermission,
];
