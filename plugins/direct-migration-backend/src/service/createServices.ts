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
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  directMigrationAuditReadPermission,
  directMigrationClusterReadPermission,
  directMigrationMigrationCancelPermission,
  directMigrationMigrationCreatePermission,
  directMigrationMigrationReadPermission,
  directMigrationMigrationRetryPermission,
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
  catalog: CatalogService;
  clusters: {
    inventory: ClusterInventory;
    inspector: ClusterInspector;
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
  plans: PlansService;
  imageReferences: ImageReferencesService;
  stats: StatsService;
} {
  const { catalog, clusters, now, permissions, permissionsRegistry, stores } =
    options;

  permissionsRegistry.addPermissions([
    directMigrationClusterReadPermission,
    directMigrationPlanCreatePermission,
    directMigrationMigrationCreatePermission,
    directMigrationAuditReadPermission,
  ]);
  permissionsRegistry.addResourceType({
    resourceRef: directMigrationPlanResourceRef,
    permissions: [
      directMigrationPlanReadPermission,
      directMigrationPlanUpdatePermission,
      directMigrationPlanDeletePermission,
    ],
    rules: Object.values(directMigrationPlanRules),
    getResources: ids => Promise.all(ids.map(id => stores.plans.get(id))),
  });
  permissionsRegistry.addResourceType({
    resourceRef: directMigrationMigrationResourceRef,
    permissions: [
      directMigrationMigrationReadPermission,
      directMigrationMigrationCancelPermission,
      directMigrationMigrationRetryPermission,
    ],
    rules: Object.values(directMigrationMigrationRules),
    getResources: ids => Promise.all(ids.map(id => stores.migrations.get(id))),
  });

  const plans = new AuthorizedPlansService({
    authorizer: new Authorizer({
      permissions,
      permissionsRegistry,
      resourceRef: directMigrationPlanResourceRef,
    }),
    inner: new DefaultPlansService({
      catalog,
      inventory: clusters.inventory,
      now,
      preflight: clusters.preflight,
      store: stores.plans,
    }),
  });
  const ofMigrations = new Authorizer({
    permissions,
    permissionsRegistry,
    resourceRef: directMigrationMigrationResourceRef,
  });
  const migrations = new AuthorizedMigrationsService({
    authorizer: ofMigrations,
    inner: new DefaultMigrationsService({
      events: stores.events,
      inventory: clusters.inventory,
      logs: stores.logs,
      now,
      onChange: options.onChange,
      plans: stores.plans,
      preflight: clusters.preflight,
      store: stores.migrations,
    }),
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
    plans: new AuditedPlansService({ inner: plans, record }),
    stats,
  };
}
