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

import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type {
  Item,
  Migration,
  MigrationOptions,
  MigrationType,
  Page,
  Plan,
  Preflight,
  State,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { DirectMigrationFilter } from '@direct-migration/backstage-plugin-direct-migration-node';
import type { StepId } from '../steps/stepsOf';
import type { MigrationOrderBy } from './migrationOrders';
import type { ItemSpec } from './StoredItem';

/** An item before it is stored. */
export type NewItem = Required<
  Pick<Item, 'kind' | 'name' | 'source' | 'target'>
> & {
  step: StepId;
  spec: ItemSpec;
  /** Bytes; the largest begin first. */
  weight?: number;
  /** Of the source cluster, where a pod has the volume mounted. */
  node?: string;
};

/** A migration before it is stored. */
export interface NewMigration {
  plan: Plan;
  type: MigrationType;
  initiatedBy: string;
  idempotencyKey?: string;
  preflight: Preflight;
  options?: MigrationOptions;
  items: NewItem[];
  /** Attempts that each item has. */
  maxAttempts: number;
}

/** Filters of a list of migrations. */
export interface ListMigrationsStoreOptions {
  planId?: string;
  entityRef?: string;
  /** Any of these; none of them are no migrations. */
  entityRefs?: string[];
  type?: MigrationType;
  /** Source or target. */
  cluster?: string;
  state?: State;
  initiator?: string;
  createdAfter?: Date;
  createdBefore?: Date;
  /** By creation without it. */
  orderBy?: MigrationOrderBy;
  /** Descending without it. */
  order?: 'asc' | 'desc';
  limit: number;
  cursor?: string;
  permissionFilter?: PermissionCriteria<DirectMigrationFilter>;
}

/** Which part of a migration a command is for, and whose command it is. */
export interface MigrationCommand {
  migrationId: string;
  /** Without it, every item. */
  itemId?: string;
  /** Entity ref of the user, or subject of the service. */
  by: string;
}

/** The migrations with their items. */
export interface MigrationsStore {
  /**
   * Stores a migration with its items, all queued.
   * @returns its id; with `existing`, that of the migration which the same initiator started with the same key before
   * @throws MigrationError `PLAN_NOT_FOUND`, `PLAN_CHANGED`, `PLAN_BUSY`
   */
  create(migration: NewMigration): Promise<{ id: string; existing: boolean }>;
  /** The plan as it was when the migration was started. */
  getPlan(id: string): Promise<Plan | undefined>;
  /** With its items. */
  get(id: string): Promise<Migration | undefined>;
  findByIdempotencyKey(options: {
    initiatedBy: string;
    idempotencyKey: string;
  }): Promise<Migration | undefined>;
  /** Newest first unless the options say otherwise, without items. */
  list(options: ListMigrationsStoreOptions): Promise<Page<Migration>>;
  /** Asks for cancelation. @returns how many items it concerns */
  cancel(command: MigrationCommand): Promise<number>;
  /**
   * Queues what failed, partially failed or was canceled again; of a cutover everything from the stop of the
   * application on, because it has run in between.
   * @returns how many items it concerns
   * @throws MigrationError `PLAN_BUSY`
   */
  retry(command: MigrationCommand): Promise<number>;
  /** Has what failed items keep in the clusters removed now. @returns how many items it concerns */
  removeKept(command: MigrationCommand): Promise<number>;
}
