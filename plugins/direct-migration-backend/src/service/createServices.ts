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
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  directMigrationAuditReadPermission,
  directMigrationClusterReadPermission,
  directMigrationMigrationCancelPermission,
  directMigrationMigrationCutoverPermission,
  directMigrationMigrationReadPermission,
  directMigrationMigrationRetryPermission,
  directMigrationMigrationRollbackPermission,
  directMigrationMigrationStagePermission,
  directMigrationPlanCreatePermission,
  directMigrationPlanDeletePermission,
  directMigrationPlanReadPermission,
  directMigrationPlanUpdatePermission,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  directMigrationMigrationResourceRef,
  directMigrationMigrationRules,
  directMigrationPlanResourceRef,
  directMigrationPlanRules,
} from '@direct-migration/backstage-plugin-direct-migration-node';
import type {
  ClusterInspector,
  ClusterInventory,
  PreflightChecker,
} from '../clusters/types';
import type { Stores } from '../database/createStores';
import { ItemLogReader } from '../logs/ItemLogReader';
import type { LiveLogs } from '../logs/LiveLogs';
import { AuditedMigrationsService } from './AuditedMigrationsService';
import { AuditedPlansService } from './AuditedPlansService';
import { AuthorizedAuditService } from './AuthorizedAuditService';
import { AuthorizedImageReferencesService } from './AuthorizedImageReferencesService';
import { AuthorizedInventoryService } from './AuthorizedInventoryService';
import { AuthorizedMigrationsService } from './AuthorizedMigrationsService';
import { AuthorizedPlansService } from './AuthorizedPlansService';
import { Authorizer } from './Authorizer';
import { AuthorizedStatsService } from './AuthorizedStatsService';
import { DefaultAuditService } from './DefaultAuditService';
import { DefaultImageReferencesService } from './DefaultImageReferencesService';
import { DefaultInventoryService } from './DefaultInventoryService';
import { DefaultMigrationsService } from './DefaultMigrationsService';
import { DefaultPlansService } from './DefaultPlansService';
import { DefaultStatsService } from './DefaultStatsService';
import { EntityOwnership } from './EntityOwnership';
import { createPermissionSubjects } from './permissionSubjects';
import { createRecordAction } from './recordAction';
import type {
  AuditService,
  InventoryService,
  MigrationsService,
  PlansService,
  ImageReferencesService,
  StatsService,
} from './types';

/** Registers the permissions and makes the services, authorized. */
export function createServices(options: {
  auth: AuthService;
  catalog: CatalogService;
  clusters: {
    inventory: ClusterInventory;
    inspector: ClusterInspector;
    liveLogs: LiveLogs;
    preflight: PreflightChecker;
  };
  logger: LoggerService;
  now: () => Date;
  onChange: (migrationId: string) => void;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  stores: Stores;
}): {
  auditTrail: AuditService;
  inventory: InventoryService;
  migrations: MigrationsService;
  ownership: EntityOwnership;
  plans: PlansService;
  imageReferences: ImageReferencesService;
  stats: StatsService;
} {
  const { catalog, clusters, now, permissions, permissionsRegistry, stores } =
    options;
  const ownership = new EntityOwnership({
    auth: options.auth,
    catalog,
    store: stores.owners,
  });
  const subjects = createPermissionSubjects({
    namespacesOfMigration: stores.namespacesOfMigration,
    ownership,
  });

  permissionsRegistry.addPermissions([
    directMigrationClusterReadPermission,
    directMigrationPlanCreatePermission,
    directMigrationAuditReadPermission,
  ]);
  permissionsRegistry.addResourceType({
    resourceRef: directMigrationPlanResourceRef,
    permissions: [
      directMigrationPlanReadPermission,
      directMigrationPlanUpdatePermission,
      directMigrationPlanDeletePermission,
      directMigrationMigrationStagePermission,
      directMigrationMigrationCutoverPermission,
      directMigrationMigrationRollbackPermission,
    ],
    rules: Object.values(directMigrationPlanRules),
    getResources: ids =>
      Promise.all(
        ids.map(async id => {
          const plan = await stores.plans.get(id);
          return plan && subjects.ofPlan(plan);
        }),
      ),
  });
  permissionsRegistry.addResourceType({
    resourceRef: directMigrationMigrationResourceRef,
    permissions: [
      directMigrationMigrationReadPermission,
      directMigrationMigrationCancelPermission,
      directMigrationMigrationRetryPermission,
    ],
    rules: Object.values(directMigrationMigrationRules),
    getResources: ids =>
      Promise.all(
        ids.map(async id => {
          const migration = await stores.migrations.get(id);
          return migration && subjects.ofMigration(migration);
        }),
      ),
  });

  const ofPlans = new Authorizer({
    permissions,
    permissionsRegistry,
    resourceRef: directMigrationPlanResourceRef,
    subjectOf: subjects.ofPlan,
  });
  const plans = new AuthorizedPlansService({
    authorizer: ofPlans,
    inner: new DefaultPlansService({
      catalog,
      inventory: clusters.inventory,
      now,
      ownership,
      preflight: clusters.preflight,
      store: stores.plans,
    }),
  });
  const ofMigrations = new Authorizer({
    permissions,
    permissionsRegistry,
    resourceRef: directMigrationMigrationResourceRef,
    subjectOf: subjects.ofMigration,
  });
  const migrations = new AuthorizedMigrationsService({
    authorizer: ofMigrations,
    inner: new DefaultMigrationsService({
      events: stores.events,
      inventory: clusters.inventory,
      logs: new ItemLogReader({
        live: clusters.liveLogs,
        migrations: stores.migrations,
        stored: stores.logs,
      }),
      now,
      onChange: options.onChange,
      plans: stores.plans,
      preflight: clusters.preflight,
      store: stores.migrations,
    }),
    ofPlans,
    plans,
  });
  const inventory = new AuthorizedInventoryService({
    inner: new DefaultInventoryService(clusters),
    permissions,
  });
  const imageReferences = new AuthorizedImageReferencesService({
    inner: new DefaultImageReferencesService({
      inventory: clusters.inventory,
      store: stores.migrations,
    }),
    migrations,
  });
  const stats = new AuthorizedStatsService({
    authorizer: ofMigrations,
    inner: new DefaultStatsService({ now, store: stores.stats }),
  });
  const auditTrail = new AuthorizedAuditService({
    inner: new DefaultAuditService({ store: stores.audit }),
    permissions,
  });
  const record = createRecordAction({
    logger: options.logger,
    store: stores.audit,
  });
  return {
    auditTrail,
    imageReferences,
    inventory,
    migrations: new AuditedMigrationsService({ inner: migrations, record }),
    ownership,
    plans: new AuditedPlansService({ inner: plans, record }),
    stats,
  };
}
