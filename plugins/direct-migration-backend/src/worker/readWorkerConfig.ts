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

import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { ScheduleLimits } from '../database/withinLimits';
import { readDurationMs } from './readDurationMs';

/** How a worker works. */
export interface WorkerConfig {
  /** Volumes at once, and migrations whose images are copied at once, per instance of the backend. */
  concurrency: number;
  /** Volumes at once, over all instances. */
  limits: ScheduleLimits;
  /** After this time without a sign of life another worker takes an item over. */
  leaseDurationMs: number;
  /** How often to look for work that another instance has queued. */
  pollIntervalMs: number;
  /** How long what a plan has kept on failure is kept. */
  keepFailedForMs: number;
}

const MIN_LEASE_MS = 5_000;
const MIN_POLL_MS = 100;
const DAY_MS = 86_400_000;
const MIN_KEEP_MS = 60_000;

/**
 * Reads `directMigration.worker` and `directMigration.limits`.
 * @throws InputError with the key at fault
 */
export function readWorkerConfig(config: RootConfigService): WorkerConfig {
  const concurrency = readCount(config, 'worker.concurrency', 10);
  return {
    concurrency,
    limits: {
      perCluster: readCount(config, 'limits.perCluster', 40),
      perNode: readCount(config, 'limits.perNode', 10),
    },
    leaseDurationMs: readDurationMs(
      config,
      'directMigration.worker.leaseDuration',
      { defaultMs: 60_000, minMs: MIN_LEASE_MS },
    ),
    pollIntervalMs: readDurationMs(
      config,
      'directMigration.worker.pollInterval',
      { defaultMs: 2_000, minMs: MIN_POLL_MS },
    ),
    keepFailedForMs: readDurationMs(
      config,
      'directMigration.worker.keepFailedFor',
      { defaultMs: DAY_MS, minMs: MIN_KEEP_MS },
    ),
  };
}

function readCount(
  config: RootConfigService,
  name: string,
  otherwise: number,
): number {
  const key = `directMigration.${name}`;
  const value = config.getOptionalNumber(key) ?? otherwise;
  if (!Number.isInteger(value) || value < 1 || value > 1000) {
    throw new InputError(`${key} must be a whole number from 1 to 1000`);
  }
  return value;
}
