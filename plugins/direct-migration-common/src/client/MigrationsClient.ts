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

// openapi-fetch names its methods after HTTP's.
/* eslint-disable new-cap */
import type {
  MigrationConfirmation,
  MigrationInput,
  MigrationReport,
} from '../types';
import type { ListEventsOptions, ListMigrationsOptions } from './filters';
import type { RequestOptions } from './RequestOptions';
import type { RestConnection } from './RestConnection';

/** Migrations as a whole. @internal */
export class MigrationsClient {
  readonly #connection: RestConnection;

  constructor(connection: RestConnection) {
    this.#connection = connection;
  }

  async list(query?: ListMigrationsOptions, options?: RequestOptions) {
    return this.#connection.call(options, client =>
      client.GET('/migrations', { params: { query } }),
    );
  }

  async start(body: MigrationInput, options?: RequestOptions) {
    return this.#connection.call(options, client =>
      client.POST('/migrations', { body }),
    );
  }

  async get(migrationId: string, options?: RequestOptions) {
    return this.#connection.call(options, client =>
      client.GET('/migrations/{migrationId}', {
        params: { path: { migrationId } },
      }),
    );
  }

  async listEvents(
    migrationId: string,
    query?: ListEventsOptions,
    options?: RequestOptions,
  ) {
    return this.#connection.call(options, client =>
      client.GET('/migrations/{migrationId}/events', {
        params: { path: { migrationId }, query },
      }),
    );
  }

  async getReport(migrationId: string, options?: RequestOptions) {
    const report = await this.#connection.call(options, client =>
      client.GET('/migrations/{migrationId}/report', {
        params: { path: { migrationId } },
      }),
    );
    // Text only comes to who asks for CSV.
    return report as MigrationReport;
  }

  async exportReport(
    migrationId: string,
    options?: RequestOptions,
  ): Promise<Blob> {
    return this.#connection.call<Blob>(options, client =>
      client.GET('/migrations/{migrationId}/report', {
        params: { path: { migrationId }, query: { format: 'csv' } },
        parseAs: 'blob',
      }),
    );
  }

  async getImageReferences(migrationId: string, options?: RequestOptions) {
    return this.#connection.call(options, client =>
      client.GET('/migrations/{migrationId}/image-references', {
        params: { path: { migrationId } },
      }),
    );
  }

  async cancel(
    migrationId: string,
    options: RequestOptions & { confirm: 'cancel' },
  ) {
    const { confirm } = options;
    return this.#connection.call(options, client =>
      client.POST('/migrations/{migrationId}/cancel', {
        params: { path: { migrationId }, query: { confirm } },
      }),
    );
  }

  async retry(
    migrationId: string,
    options?: RequestOptions & { confirm?: MigrationConfirmation },
  ) {
    const query = { confirm: options?.confirm };
    return this.#connection.call(options, client =>
      client.POST('/migrations/{migrationId}/retry', {
        params: { path: { migrationId }, query },
      }),
    );
  }
}
