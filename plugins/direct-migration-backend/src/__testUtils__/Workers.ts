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
  mockServices,
  type TestDatabaseId,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import {
  isFinished,
  type Migration,
  type PlanOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import type { Stores } from '../database/createStores';
import type { ItemQueue } from '../database/ItemQueue';
import type { ItemMetrics } from '../worker/ItemMetrics';
import { MigrationWorker } from '../worker/MigrationWorker';
import { FakeClock } from './FakeClock';
import { FakeEngine } from './FakeEngine';
import { advanceUntil } from './settle';
import { makePlan, openStores, startMigration } from './testDatabases';

/** Workers over a database of its own for each test, with a clock and an engine that the test moves; stopped after it. */
export class Workers {
  static readonly CONFIG = {
    limits: { perCluster: 1000, perNode: 1000 },
    concurrency: 4,
    leaseDurationMs: 30_000,
    pollIntervalMs: 1_000,
    keepFailedForMs: 3_600_000,
  };

  clock!: FakeClock;
  engine!: FakeEngine;
  knex!: Knex;
  stores!: Stores;
  #started: MigrationWorker[] = [];

  /** Registers what has to be done before and after each test. */
  static forEach(
    databases: TestDatabases,
    databaseId: TestDatabaseId,
  ): Workers {
    const workers = new Workers();
    beforeEach(async () => {
      workers.clock = new FakeClock();
      workers.engine = new FakeEngine();
      workers.knex = await databases.init(databaseId);
      workers.stores = await openStores(workers.knex, () =>
        workers.clock.now(),
      );
      workers.#started = [];
    });
    afterEach(async () => {
      await Promise.all(workers.#started.map(worker => worker.stop()));
      if (workers.clock.pending > 0) {
        throw new Error(
          `${workers.clock.pending} timer(s) left after the stop`,
        );
      }
    });
    return workers;
  }

  make(
    options: {
      clock?: FakeClock;
      engine?: FakeEngine;
      queue?: ItemQueue;
      config?: Partial<typeof Workers.CONFIG>;
      metrics?: ItemMetrics;
      onChange?: () => void;
    } = {},
  ): MigrationWorker {
    const used = options.engine ?? this.engine;
    return new MigrationWorker({
      clock: options.clock ?? this.clock,
      config: { ...Workers.CONFIG, ...options.config },
      engines: { volume: used, image: used, workload: used },
      logger: mockServices.logger.mock(),
      logs: this.stores.logs,
      metrics: options.metrics,
      onChange: options.onChange ?? (() => {}),
      queue: options.queue ?? this.stores.queue,
      random: () => 1,
    });
  }

  start(options?: Parameters<Workers['make']>[0]): MigrationWorker {
    const worker = this.make(options);
    this.#started.push(worker);
    worker.start();
    return worker;
  }

  /** Starts a migration of a new plan; its id. */
  async begin(options: PlanOptions = {}, volumes = 1): Promise<string> {
    const plan = makePlan({ volumes, options });
    return (await startMigration(this.stores, plan)).id;
  }

  async get(id: string): Promise<Migration> {
    return (await this.stores.migrations.get(id))!;
  }

  /** Lets time pass until the migration has ended. */
  async finished(id: string, stepMs?: number): Promise<Migration> {
    return advanceUntil(
      this.clock,
      async () => {
        const migration = await this.get(id);
        return isFinished(migration.state) && migration;
      },
      stepMs,
    );
  }

  /** The first item of the migration, as the database has it. */
  async row(id: string) {
    return this.knex('items').where('migration_id', id).first();
  }

  async eventTypes(id: string): Promise<string[]> {
    const page = await this.stores.events.list({ migrationId: id, limit: 200 });
    return page.items.map(({ type }) => type);
  }
}
