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
  ListEventsOptions,
  ListMigrationsOptions,
  MigrationConfirmation,
  MigrationInput,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { RecordAction } from './recordAction';
import type {
  CallOptions,
  ConfirmedOptions,
  ListCallOptions,
  MigrationsService,
} from './types';

/** Writes down who starts, cancels and retries what, whoever calls: REST and actions alike. */
export class AuditedMigrationsService implements MigrationsService {
  readonly #inner: MigrationsService;
  readonly #record: RecordAction;

  constructor(options: { inner: MigrationsService; record: RecordAction }) {
    this.#inner = options.inner;
    this.#record = options.record;
  }

  list(filter: ListMigrationsOptions, options: ListCallOptions) {
    return this.#inner.list(filter, options);
  }

  get(id: string, options: CallOptions) {
    return this.#inner.get(id, options);
  }

  start(input: MigrationInput, options: CallOptions) {
    const { dryRun, planId, type } = input;
    return this.#record(
      options,
      {
        action: dryRun ? 'migration.dry-run' : 'migration.start',
        planId,
        migrationType: type,
      },
      () => this.#inner.start(input, options),
      // A dry run has no id.
      ({ id }) => ({ migrationId: id || undefined }),
    );
  }

  cancel(migrationId: string, options: ConfirmedOptions<'cancel'>) {
    return this.#record(
      options,
      { action: 'migration.cancel', migrationId },
      () => this.#inner.cancel(migrationId, options),
    );
  }

  retry(migrationId: string, options: ConfirmedOptions<MigrationConfirmation>) {
    return this.#record(
      options,
      { action: 'migration.retry', migrationId },
      () => this.#inner.retry(migrationId, options),
    );
  }

  cancelItem(
    migrationId: string,
    itemId: string,
    options: ConfirmedOptions<'cancel'>,
  ) {
    return this.#record(
      options,
      { action: 'migration.cancel-item', migrationId, itemId },
      () => this.#inner.cancelItem(migrationId, itemId, options),
    );
  }

  removeKept(
    migrationId: string,
    itemId: string,
    options: ConfirmedOptions<'removeKept'>,
  ) {
    return this.#record(
      options,
      { action: 'migration.remove-kept', migrationId, itemId },
      () => this.#inner.removeKept(migrationId, itemId, options),
    );
  }

  retryItem(
    migrationId: string,
    itemId: string,
    options: ConfirmedOptions<MigrationConfirmation>,
  ) {
    return this.#record(
      options,
      { action: 'migration.retry-item', migrationId, itemId },
      () => this.#inner.retryItem(migrationId, itemId, options),
    );
  }

  getReport(id: string, options: CallOptions) {
    return this.#inner.getReport(id, options);
  }

  getItemLogs(
    id: string,
    itemId: string,
    filter: { attempt?: number },
    options: CallOptions,
  ) {
    return this.#inner.getItemLogs(id, itemId, filter, options);
  }

  listEvents(id: string, filter: ListEventsOptions, options: CallOptions) {
    return this.#inner.listEvents(id, filter, options);
  }
}
