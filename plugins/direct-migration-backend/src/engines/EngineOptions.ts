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

import type { AuthService } from '@backstage/backend-plugin-api';
import type { ClusterConnection, ClusterInventory } from '../clusters/types';
import type { InspectionsStore } from '../database/InspectionsStore';
import { MigrationError } from '../errors/MigrationError';
import type { MoverImage } from './common/buildMoverPod';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';

/** What the engines are made of. @internal */
export interface EngineOptions {
  inventory: ClusterInventory;
  auth: AuthService;
  /** `undefined`: not configured. */
  mover: MoverImage | undefined;
  /** Whether images may be copied by the backend itself. */
  imagesInBackend?: boolean;
  /** What is known of volumes. */
  inspections?: InspectionsStore;
  /** How long a step may wait on a watch, in milliseconds. */
  windowMs?: number;
}

/**
 * Both clusters of a plan, by the plugin's own right: who may migrate what was decided when the migration was started.
 *
 * @internal
 */
export async function connectBoth(
  options: EngineOptions,
  plan: Plan,
): Promise<{ source: ClusterConnection; target: ClusterConnection }> {
  const credentials = await options.auth.getOwnServiceCredentials();
  const [source, target] = await Promise.all([
    options.inventory.connect(plan.sourceCluster, { credentials }),
    options.inventory.connect(plan.targetCluster, { credentials }),
  ]);
  return { source, target };
}

/**
 * @throws `MOVER_IMAGE_MISSING`
 * @internal
 */
export function requireMover(options: EngineOptions): MoverImage {
  if (!options.mover) {
    throw new MigrationError({
      code: 'MOVER_IMAGE_MISSING',
      message: 'No mover image is configured',
      hint: 'Set directMigration.moverImage to an image that both clusters can pull.',
      kind: 'ServiceUnavailableError',
    });
  }
  return options.mover;
}

/**
 * Name of a source namespace on the target.
 *
 * @internal
 */
export function mapNamespace(plan: Plan, source: string): string {
  return plan.namespaces.find(n => n.source === source)?.target ?? source;
}
