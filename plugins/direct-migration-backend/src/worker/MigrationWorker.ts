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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClaimedItem, ItemQueue } from '../database/ItemQueue';
import type { LogsStore } from '../database/LogsStore';
import type { ItemEngines } from '../engines/types';
import { backoff } from './backoff';
import { claimFilter, type RunningItem } from './claimFilter';
import { sleep, type Clock } from '../time/Clock';
import { HeldLease } from './HeldLease';
import type { ItemMetrics } from './ItemMetrics';
import { ItemRunner } from './ItemRunner';
import type { WorkerConfig } from './readWorkerConfig';

const CLAIM_BACKOFF = { baseMs: 1_000, maxMs: 30_000 };

/** What a {@link MigrationWorker} is made of. */
export interface MigrationWorkerOptions {
  clock: Clock;
  config: WorkerConfig;
  engines: ItemEngines;
  logger: LoggerService;
  logs: LogsStore;
  /** Is told of what ends. */
  metrics?: Pick<ItemMetrics, 'ended'>;
  /** Called after each write of an item. */
  onChange: (migrationId: string) => void;
  queue: ItemQueue;
  /** A number from 0 to 1, exclusive. */
  random?: () => number;
}

/** Claims items and drives them, several at once. Any number of workers may share one database. */
export class MigrationWorker {
  readonly #options: MigrationWorkerOptions;
  readonly #random: () => number;
  readonly #running = new Map<
    string,
    RunningItem & { lease: HeldLease; runner: ItemRunner; done: Promise<void> }
  >();
  readonly #stopping = new AbortController();
  #wakeUp = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(options: MigrationWorkerOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
  }

  /** Begins to claim. */
  start(): void {
    this.#loop ??= this.#claimForever();
  }

  /** Claims no more, lets each step end, and hands the leases back, so that another worker may go on at once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#loop;
    for (const { lease } of this.#running.values()) {
      lease.shutDown();
    }
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  /** There may be something to claim, or to cancel: looks now rather than at the next poll. */
  wake(options?: { migrationId: string }): void {
    this.#wakeUp.abort();
    for (const { migrationId, lease } of this.#running.values()) {
      if (migrationId === options?.migrationId) {
        void lease.beat();
      }
    }
  }

  async #claimForever(): Promise<void> {
    const { clock, config, logger } = this.#options;
    let failures = 0;
    while (!this.#stopping.signal.aborted) {
      this.#wakeUp = new AbortController();
      let pauseMs = config.pollIntervalMs;
      try {
        await this.#claimAll();
        failures = 0;
      } catch (error) {
        failures += 1;
        pauseMs = backoff(failures, { ...CLAIM_BACKOFF, random: this.#random });
        logger.error('Could not claim items, trying again', error as Error);
        // A wake-up during the failed claim says nothing that the next one does not find.
        this.#wakeUp = new AbortController();
      }
      await sleep(
        clock,
        pauseMs,
        AbortSignal.any([this.#stopping.signal, this.#wakeUp.signal]),
      );
    }
  }

  async #claimAll(): Promise<void> {
    const { clock, config, queue } = this.#options;
    // Each kind has slots of its own, so that none waits behind another.
    for (const kind of ['workload', 'volume', 'image'] as const) {
      while (!this.#stopping.signal.aborted) {
        const filter = claimFilter(kind, {
          running: [...this.#running.values()].map(
            ({ kind: k, migrationId, runner }) => ({
              kind: k,
              migrationId,
              waitingSince: runner.waitingSince,
            }),
          ),
          concurrency: config.concurrency,
          limits: config.limits,
          now: clock.now(),
        });
        const claim =
          filter &&
          (await queue.claim({
            leaseUntil: new Date(
              clock.now().getTime() + config.leaseDurationMs,
            ),
            ...filter,
          }));
        if (!claim) {
          break;
        }
        this.#run(claim);
      }
    }
  }

  #run(claim: ClaimedItem): void {
    const { clock, config, engines, logs, metrics, onChange, queue } =
      this.#options;
    const logger = this.#options.logger.child({
      migrationId: claim.item.migrationId,
      itemId: claim.item.id,
    });
    const lease = new HeldLease({
      clock,
      durationMs: config.leaseDurationMs,
      logger,
      queue,
      ref: claim.lease,
    });
    const runner = new ItemRunner({
      claim,
      clock,
      engine: engines[claim.item.kind],
      lease,
      logger,
      logs,
      metrics,
      onChange,
      queue,
      keepFailedForMs: config.keepFailedForMs,
      random: this.#random,
    });
    const done = runner.run().finally(() => {
      this.#running.delete(claim.lease.token);
      this.wake();
    });
    this.#running.set(claim.lease.token, {
      kind: claim.item.kind,
      migrationId: claim.item.migrationId,
      lease,
      runner,
      done,
    });
  }
}
