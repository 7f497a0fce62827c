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
  Item,
  ItemLogs,
  ListEventsOptions,
  ListMigrationsOptions,
  Migration,
  MigrationEvent,
  MigrationConfirmation,
  MigrationInput,
  MigrationReport,
  Page,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  confirmationOf,
  isFinished,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterInventory, PreflightChecker } from '../clusters/types';
import type { EventsStore } from '../database/EventsStore';
import type { MigrationsStore } from '../database/MigrationsStore';
import type { PlansStore } from '../database/PlansStore';
import { RETRYABLE_STATES } from '../database/states';
import type { ItemLogReader } from '../logs/ItemLogReader';
import { buildReport } from '../report/buildReport';
import {
  alreadyFinishedError,
  itemNotFoundError,
  itemNotRetryableError,
  migrationNotFoundError,
  nothingKeptError,
  nothingToRetryError,
} from './migrationErrors';
import { DEFAULT_PAGE_SIZE } from './pageSize';
import { MigrationStarter } from './MigrationStarter';
import { principalRef } from './principalRef';
import type {
  ConfirmedOptions,
  ListCallOptions,
  MigrationsService,
  StartOptions,
} from './types';
import { requireConfirmation } from './requireConfirmation';

/** Migrations in the database; a worker carries them out. */
export class DefaultMigrationsService implements MigrationsService {
  readonly #events: EventsStore;
  readonly #logs: Pick<ItemLogReader, 'read'>;
  readonly #onChange: (migrationId: string) => void;
  readonly #starter: MigrationStarter;
  readonly #store: MigrationsStore;

  /** @param options - `onChange` is called after each change, to wake workers and browsers */
  constructor(options: {
    events: EventsStore;
    logs: Pick<ItemLogReader, 'read'>;
    now: () => Date;
    onChange: (migrationId: string) => void;
    plans: PlansStore;
    inventory: ClusterInventory;
    preflight: PreflightChecker;
    store: MigrationsStore;
  }) {
    this.#events = options.events;
    this.#logs = options.logs;
    this.#onChange = options.onChange;
    this.#starter = new MigrationStarter(options);
    this.#store = options.store;
  }

  async list(
    filter: ListMigrationsOptions,
    options: ListCallOptions,
  ): Promise<Page<Migration>> {
    const { createdAfter, createdBefore, ...rest } = filter;
    return this.#store.list({
      ...rest,
      entityRef: filter.entityRef?.toLocaleLowerCase('en-US'),
      entityRefs: filter.entityRefs?.map(ref => ref.toLocaleLowerCase('en-US')),
      cluster: filter.cluster?.toLocaleLowerCase('en-US'),
      ...(createdAfter && { createdAfter: new Date(createdAfter) }),
      ...(createdBefore && { createdBefore: new Date(createdBefore) }),
      limit: filter.limit ?? DEFAULT_PAGE_SIZE,
      permissionFilter: options.permissionFilter,
    });
  }

  async get(id: string): Promise<Migration> {
    const migration = await this.#store.get(id);
    if (!migration) {
      throw migrationNotFoundError(id);
    }
    return migration;
  }

  async start(
    input: MigrationInput,
    options: StartOptions,
  ): Promise<Migration> {
    return this.#starter.start(input, options);
  }

  async cancel(
    id: string,
    options: ConfirmedOptions<'cancel'>,
  ): Promise<Migration> {
    const migration = await this.get(id);
    requireConfirmation('cancel', options.confirm);
    if (isFinished(migration.state)) {
      throw alreadyFinishedError('migration', id, migration.state);
    }
    const concerned = await this.#store.cancel({
      migrationId: id,
      by: principalRef(options.credentials),
    });
    this.#onChange(id);
    const after = await this.get(id);
    if (concerned === 0 && after.itemCounts?.canceling === 0) {
      throw alreadyFinishedError('migration', id, after.state);
    }
    return after;
  }

  async retry(
    id: string,
    options: ConfirmedOptions<MigrationConfirmation>,
  ): Promise<Migration> {
    requireConfirmation(confirmationOf(await this.get(id)), options.confirm);
    const concerned = await this.#store.retry({
      migrationId: id,
      by: principalRef(options.credentials),
    });
    if (concerned === 0) {
      throw nothingToRetryError(id);
    }
    this.#onChange(id);
    return this.get(id);
  }

  async cancelItem(
    id: string,
    itemId: string,
    options: ConfirmedOptions<'cancel'>,
  ): Promise<Item> {
    const item = await this.#getItem(id, itemId);
    requireConfirmation('cancel', options.confirm);
    if (isFinished(item.state)) {
      throw alreadyFinishedError('item', itemId, item.state);
    }
    const concerned = await this.#store.cancel({
      migrationId: id,
      itemId,
      by: principalRef(options.credentials),
    });
    this.#onChange(id);
    const after = await this.#getItem(id, itemId);
    if (concerned === 0 && after.state !== 'canceling') {
      throw alreadyFinishedError('item', itemId, after.state);
    }
    return after;
  }

  async removeKept(
    id: string,
    itemId: string,
    options: ConfirmedOptions<'removeKept'>,
  ): Promise<Item> {
    await this.#getItem(id, itemId);
    requireConfirmation('removeKept', options.confirm);
    const concerned = await this.#store.removeKept({
      migrationId: id,
      itemId,
      by: principalRef(options.credentials),
    });
    if (concerned === 0) {
      throw nothingKeptError(itemId);
    }
    this.#onChange(id);
    return this.#getItem(id, itemId);
  }

  async retryItem(
    id: string,
    itemId: string,
    options: ConfirmedOptions<MigrationConfirmation>,
  ): Promise<Item> {
    const item = await this.#getItem(id, itemId);
    requireConfirmation(
      item.step === 'deleteTarget' ? 'deleteTargetVolumes' : undefined,
      options.confirm,
    );
    const { type } = await this.get(id);
    // Each of the others builds on what was before it; a cutover is done again as a whole.
    const alone = type !== 'cutover' || item.step === 'restore';
    const concerned =
      alone && RETRYABLE_STATES.includes(item.state)
        ? await this.#store.retry({
            migrationId: id,
            itemId,
            by: principalRef(options.credentials),
          })
        : 0;
    if (concerned === 0) {
      throw itemNotRetryableError(item, { alone });
    }
    this.#onChange(id);
    return this.#getItem(id, itemId);
  }

  async getReport(id: string): Promise<MigrationReport> {
    return buildReport(await this.get(id));
  }

  async getItemLogs(
    id: string,
    itemId: string,
    filter: { attempt?: number },
  ): Promise<ItemLogs> {
    return this.#logs.read(await this.#getItem(id, itemId), filter);
  }

  async listEvents(
    id: string,
    filter: ListEventsOptions,
  ): Promise<Page<MigrationEvent>> {
    await this.get(id);
    return this.#events.list({
      migrationId: id,
      ...filter,
      limit: filter.limit ?? DEFAULT_PAGE_SIZE,
    });
  }

  async #getItem(id: string, itemId: string): Promise<Item> {
    const migration = await this.get(id);
    const item = migration.items.find(candidate => candidate.id === itemId);
    if (!item) {
      throw itemNotFoundError(id, itemId);
    }
    return item;
  }
}
