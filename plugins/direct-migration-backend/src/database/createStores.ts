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
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { AuditStore } from './AuditStore';
import { DatabaseAuditStore } from './DatabaseAuditStore';
import { DatabaseEventsStore } from './DatabaseEventsStore';
import { DatabaseInspections } from './DatabaseInspections';
import { DatabaseItemQueue } from './DatabaseItemQueue';
import { DatabaseLogsStore } from './DatabaseLogsStore';
import { DatabaseMigrationsStore } from './DatabaseMigrationsStore';
import { DatabasePlansStore } from './DatabasePlansStore';
import { DatabaseStatsStore } from './DatabaseStatsStore';
import { DatabaseStoppedWorkloads } from './DatabaseStoppedWorkloads';
import { EndedMigrations } from './EndedMigrations';
import { EntityOwners } from './EntityOwners';
import type { EventsStore } from './EventsStore';
import type { InspectionsStore } from './InspectionsStore';
import type { ItemQueue } from './ItemQueue';
import type { LogsStore } from './LogsStore';
import type { MigrationsStore } from './MigrationsStore';
import {
  namespacesOfMigration,
  type PermissionNamespaces,
} from './permissionNamespaces';
import type { PlansStore } from './PlansStore';
import type { StatsStore } from './StatsStore';
import type { StoppedWorkloadsStore } from './StoppedWorkload';
import { tuneSqlite } from './tuneSqlite';
import { WaitingItems } from './WaitingItems';

/** Everything that is stored. */
export interface Stores {
  audit: AuditStore;
  plans: PlansStore;
  migrations: MigrationsStore;
  ended: EndedMigrations;
  inspections: InspectionsStore;
  events: EventsStore;
  logs: LogsStore;
  owners: EntityOwners;
  queue: ItemQueue;
  stats: StatsStore;
  /** What migrations read and write, by their id. */
  namespacesOfMigration: (id: string) => Promise<PermissionNamespaces>;
  stoppedWorkloads: StoppedWorkloadsStore;
  waiting: WaitingItems;
}

/**
 * Brings the plugin's database up to date and opens its stores.
 *
 * @param options - `now` is the clock of every timestamp and lease
 */
export async function createStores(options: {
  database: DatabaseService;
  now: () => Date;
}): Promise<Stores> {
  const { database, now } = options;
  const knex = await database.getClient();
  await tuneSqlite(knex);
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@direct-migration/backstage-plugin-direct-migration-backend',
        'migrations',
      ),
    });
  }
  return {
    audit: new DatabaseAuditStore({ knex, now }),
    plans: new DatabasePlansStore(knex),
    migrations: new DatabaseMigrationsStore({ knex, now }),
    ended: new EndedMigrations(knex),
    inspections: new DatabaseInspections({ knex, now }),
    events: new DatabaseEventsStore({ knex, now }),
    logs: new DatabaseLogsStore({ knex, now }),
    owners: new EntityOwners(knex),
    queue: new DatabaseItemQueue({ knex, now }),
    stats: new DatabaseStatsStore(knex),
    namespacesOfMigration: id => namespacesOfMigration(knex, id),
    stoppedWorkloads: new DatabaseStoppedWorkloads({ knex, now }),
    waiting: new WaitingItems(knex),
  };
}
