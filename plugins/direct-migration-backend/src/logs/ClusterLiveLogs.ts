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
import type {
  Item,
  ItemLog,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterInventory } from '../clusters/types';
import type { Clock } from '../time/Clock';
import type { LiveLogs, LiveLogsResult } from './LiveLogs';
import { LogReading } from './LogReading';
import { readImageLogs, type ImageLog } from './readImageLogs';
import { readVolumeLogs } from './readVolumeLogs';
import { SharedReads } from './SharedReads';

/** How old an answer may be: as often as pages ask. */
const KEEP_MS = 2_000;
const TIMEOUT_MS = 5_000;

/**
 * Reads logs from the clusters, once at a time for each volume and for the images of each migration, however many
 * people follow them.
 *
 * @internal
 */
export class ClusterLiveLogs implements LiveLogs {
  readonly #auth: AuthService;
  readonly #inventory: Pick<ClusterInventory, 'connect'>;
  readonly #timeoutMs: number;
  readonly #ofVolumes: SharedReads<LiveLogsResult>;
  readonly #ofImages: SharedReads<{
    found: ImageLog[];
    problems: LiveLogsResult['problems'];
  }>;

  /** @param options - `timeoutMs`: when the answer is given, whatever has been read by then */
  constructor(options: {
    auth: AuthService;
    inventory: Pick<ClusterInventory, 'connect'>;
    clock?: Clock;
    timeoutMs?: number;
  }) {
    this.#auth = options.auth;
    this.#inventory = options.inventory;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    const { clock } = options;
    this.#ofVolumes = new SharedReads({ keepMs: KEEP_MS, clock });
    this.#ofImages = new SharedReads({ keepMs: KEEP_MS, clock });
  }

  async read(
    item: Pick<Item, 'id' | 'migrationId' | 'kind' | 'source'>,
    plan: Plan,
  ): Promise<LiveLogsResult> {
    switch (item.kind) {
      case 'volume':
        return this.#ofVolumes.get(item.id, async () => {
          const reading = this.#begin<ItemLog>();
          await readVolumeLogs(item, plan, reading);
          const { found, problems } = reading.end();
          return { logs: found, problems };
        });
      case 'image': {
        const { found, problems } = await this.#ofImages.get(
          item.migrationId,
          async () => {
            const reading = this.#begin<ImageLog>();
            await readImageLogs(item.migrationId, plan, reading);
            return reading.end();
          },
        );
        return {
          logs: found
            .filter(({ itemId }) => itemId === item.id)
            .map(({ itemId: _, ...log }) => log),
          problems,
        };
      }
      default:
        // Workloads are stopped and started without pods of ours.
        return { logs: [], problems: [] };
    }
  }

  #begin<T>(): LogReading<T> {
    return new LogReading<T>({
      connect: async entityRef => {
        const credentials = await this.#auth.getOwnServiceCredentials();
        return (await this.#inventory.connect(entityRef, { credentials }))
          .client;
      },
      signal: AbortSignal.timeout(this.#timeoutMs),
    });
  }
}
