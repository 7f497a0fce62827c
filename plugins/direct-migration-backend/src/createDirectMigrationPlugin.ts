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

import {
  coreServices,
  createBackendPlugin,
  type AuthService,
  type BackendFeature,
  type LoggerService,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  directMigrationClusterCredentialsExtensionPoint,
  type ClusterCredentialsProvider,
} from '@direct-migration/backstage-plugin-direct-migration-node';
import type {
  ClusterInspector,
  ClusterInventory,
  PreflightChecker,
} from './clusters/types';
import { createStores } from './database/createStores';
import type { InspectionsStore } from './database/InspectionsStore';
import type { StoppedWorkloadsStore } from './database/StoppedWorkload';
import type { ItemEngines } from './engines/types';
import type { LiveLogs } from './logs/LiveLogs';
import { registerActions } from './actions';
import { createRouter } from './router/createRouter';
import { createServices } from './service/createServices';
import { ChangePublisher } from './worker/ChangePublisher';
import { systemClock, type Clock } from './time/Clock';
import { ItemMetrics } from './worker/ItemMetrics';
import { MigrationWorker } from './worker/MigrationWorker';
import { Notifier } from './worker/Notifier';
import { WaitNotifier } from './worker/WaitNotifier';
import { readNotificationsConfig } from './worker/readNotificationsConfig';
import { readWorkerConfig } from './worker/readWorkerConfig';
import { scheduleAuditRetention } from './worker/scheduleAuditRetention';
import { scheduleProbeJanitor } from './worker/scheduleProbeJanitor';

/** Everything that touches a cluster. */
export interface ClusterServices {
  inventory: ClusterInventory;
  inspector: ClusterInspector;
  liveLogs: LiveLogs;
  preflight: PreflightChecker;
  /** Removes what probes of killed backends have left; how many objects. */
  removeStaleProbes?: () => Promise<number>;
  engines: ItemEngines;
}

/** Makes everything that touches a cluster. */
export type ClusterServicesFactory = (deps: {
  config: RootConfigService;
  logger: LoggerService;
  catalog: CatalogService;
  auth: AuthService;
  credentialsProviders: Map<string, ClusterCredentialsProvider>;
  inspections: InspectionsStore;
  stoppedWorkloads: StoppedWorkloadsStore;
}) => ClusterServices | Promise<ClusterServices>;

/** Makes the backend plugin over the given access to clusters. */
export function createDirectMigrationPlugin(options: {
  createClusterServices: ClusterServicesFactory;
  clock?: Clock;
}): BackendFeature {
  const { createClusterServices, clock = systemClock } = options;
  return createBackendPlugin({
    pluginId: 'direct-migration',
    register(env) {
      const credentialsProviders = new Map<
        string,
        ClusterCredentialsProvider
      >();
      env.registerExtensionPoint(
        directMigrationClusterCredentialsExtensionPoint,
        {
          addProvider(id, provider) {
            if (credentialsProviders.has(id)) {
              throw new Error(
                `There already is a provider of cluster credentials '${id}'`,
              );
            }
            credentialsProviders.set(id, provider);
          },
        },
      );
      env.registerInit({
        deps: {
          actionsRegistry: actionsRegistryServiceRef,
          auditor: coreServices.auditor,
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          database: coreServices.database,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          metrics: metricsServiceRef,
          notifications: notificationService,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          rootLifecycle: coreServices.rootLifecycle,
          scheduler: coreServices.scheduler,
          signals: signalsServiceRef,
        },
        async init(deps) {
          const { auth, catalog, config, lifecycle, logger } = deps;
          const workerConfig = readWorkerConfig(config);
          const now = () => clock.now();
          const stores = await createStores({ database: deps.database, now });
          await scheduleAuditRetention({
            config,
            logger,
            now,
            scheduler: deps.scheduler,
            store: stores.audit,
          });
          const clusters = await createClusterServices({
            config,
            logger,
            catalog,
            auth,
            credentialsProviders,
            inspections: stores.inspections,
            stoppedWorkloads: stores.stoppedWorkloads,
          });
          if (clusters.removeStaleProbes) {
            await scheduleProbeJanitor({
              logger,
              scheduler: deps.scheduler,
              removeStaleProbes: clusters.removeStaleProbes,
            });
          }
          const changes = new ChangePublisher({
            clock,
            logger,
            signals: deps.signals,
          });
          const notifier = new Notifier({
            ended: stores.ended,
            logger,
            notifications: deps.notifications,
            now,
          });
          const waitNotifier = new WaitNotifier({
            afterMs: readNotificationsConfig(config),
            logger,
            notifications: deps.notifications,
            now,
            waiting: stores.waiting,
          });
          const worker = new MigrationWorker({
            clock,
            config: workerConfig,
            engines: clusters.engines,
            logger: logger.child({ component: 'worker' }),
            logs: stores.logs,
            metrics: new ItemMetrics(deps.metrics),
            onChange(migrationId) {
              changes.notify(migrationId);
              void notifier.run();
            },
            queue: stores.queue,
          });
          const services = createServices({
            auth,
            catalog,
            clusters,
            logger,
            now,
            onChange(migrationId) {
              changes.notify(migrationId);
              worker.wake({ migrationId });
            },
            permissions: deps.permissions,
            permissionsRegistry: deps.permissionsRegistry,
            stores,
          });
          await deps.scheduler.scheduleTask({
            id: 'direct-migration-entity-owners',
            frequency: { minutes: 5 },
            timeout: { minutes: 5 },
            fn: () => services.ownership.refresh(),
          });
          registerActions({ ...services, registry: deps.actionsRegistry });
          deps.httpRouter.use(
            createRouter({
              ...services,
              auditor: deps.auditor,
              httpAuth: deps.httpAuth,
              logger,
            }),
          );
          await deps.scheduler.scheduleTask({
            id: 'direct-migration-notifications',
            frequency: { minutes: 1 },
            timeout: { minutes: 5 },
            fn: async () => {
              await notifier.run();
              await waitNotifier.run();
            },
          });
          lifecycle.addStartupHook(() => worker.start());
          const stop = async () => {
            await worker.stop();
            changes.stop();
          };
          // Before all other shutdown hooks, as one of those closes the database, and leases are to be handed back.
          deps.rootLifecycle.addBeforeShutdownHook(stop);
          lifecycle.addShutdownHook(stop);
        },
      });
    },
  });
}
