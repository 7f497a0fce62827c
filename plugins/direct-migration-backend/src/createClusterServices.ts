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
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ClusterCredentialsProvider } from '@direct-migration/backstage-plugin-direct-migration-node';
import type { InspectionsStore } from './database/InspectionsStore';
import type { StoppedWorkloadsStore } from './database/StoppedWorkload';
import type { EngineOptions } from './engines/EngineOptions';
import { ImageEngine } from './engines/image/ImageEngine';
import { removeStaleProbes } from './engines/probe/removeStaleProbes';
import type { ItemEngines } from './engines/types';
import { VolumeEngine } from './engines/volume/VolumeEngine';
import { DeleteTargetEngine } from './engines/workload/DeleteTargetEngine';
import { FinalPassEngine } from './engines/workload/FinalPassEngine';
import { VolumeStepsEngine } from './engines/workload/VolumeStepsEngine';
import { WorkloadEngine } from './engines/workload/WorkloadEngine';
import { ClusterLiveLogs } from './logs/ClusterLiveLogs';
import type { LiveLogs } from './logs/LiveLogs';
import { CatalogClusterInventory } from './clusters/CatalogClusterInventory';
import { readClustersConfig } from './clusters/clusterConfig';
import { DefaultClusterInspector } from './clusters/DefaultClusterInspector';
import { DefaultPreflightChecker } from './preflight/DefaultPreflightChecker';
import type {
  ClusterInspector,
  ClusterInventory,
  PreflightChecker,
} from './clusters/types';

/** What {@link createClusterServices} needs. @internal */
export interface ClusterServicesDeps {
  config: RootConfigService;
  logger: LoggerService;
  catalog: CatalogService;
  auth: AuthService;
  /** By id, in the order in which they are asked. */
  credentialsProviders: Map<string, ClusterCredentialsProvider>;
  /** What is known of volumes. */
  inspections?: InspectionsStore;
  /** What cutovers have stopped. */
  stoppedWorkloads: StoppedWorkloadsStore;
}

/** Everything that touches clusters. @internal */
export interface ClusterServices {
  inventory: ClusterInventory;
  inspector: ClusterInspector;
  liveLogs: LiveLogs;
  preflight: PreflightChecker;
  /** Removes what probes of killed backends have left; how many objects. */
  removeStaleProbes?: () => Promise<number>;
  engines: ItemEngines;
}

/**
 * Makes everything that touches clusters, from the config.
 *
 * @throws if `directMigration` is not what `config.d.ts` says
 * @internal
 */
export function createClusterServices(
  deps: ClusterServicesDeps,
): ClusterServices {
  const config = readClustersConfig(deps.config);
  const inventory = new CatalogClusterInventory({
    config,
    catalog: deps.catalog,
    logger: deps.logger,
    credentialsProviders: deps.credentialsProviders,
  });
  const engine: EngineOptions = {
    inventory,
    auth: deps.auth,
    mover: config.moverImage
      ? {
          image: config.moverImage,
          imagePullSecrets: config.moverImagePullSecrets,
        }
      : undefined,
    imagesInBackend: config.imagesInBackend,
    inspections: deps.inspections,
  };
  const copy = new VolumeEngine(engine);
  const store = deps.stoppedWorkloads;
  return {
    inventory,
    inspector: new DefaultClusterInspector(),
    liveLogs: new ClusterLiveLogs({ auth: deps.auth, inventory }),
    preflight: new DefaultPreflightChecker({
      inspections: deps.inspections,
      inventory,
      logger: deps.logger,
      mover: engine.mover,
      imagesInBackend: config.imagesInBackend,
      stoppedWorkloads: deps.stoppedWorkloads,
    }),
    removeStaleProbes: () =>
      removeStaleProbes({
        inventory,
        auth: deps.auth,
        logger: deps.logger,
        now: () => new Date(),
      }),
    engines: {
      volume: new VolumeStepsEngine({
        copy,
        steps: {
          final: new FinalPassEngine({ ...engine, inner: copy, store }),
          deleteTarget: new DeleteTargetEngine(engine),
        },
      }),
      image: new ImageEngine(engine),
      workload: new WorkloadEngine({ ...engine, store }),
    },
  };
}
