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
import type { ItemLogs, MigrationConfirmation } from '../types';
import type { RequestOptions } from './RequestOptions';
import type { RestConnection } from './RestConnection';

/** Single items of a migration. @internal */
export class ItemsClient {
  readonly #connection: RestConnection;

  constructor(connection: RestConnection) {
    this.#connection = connection;
  }

  async getLogs(
    migrationId: string,
    itemId: string,
    filter?: { attempt?: number },
    options?: RequestOptions,
  ): Promise<ItemLogs> {
    const query = { ...filter, format: 'json' as const };
    const logs = await this.#connection.call(options, client =>
      client.GET('/migrations/{migrationId}/items/{itemId}/logs', {
        params: { path: { migrationId, itemId }, query },
      }),
    );
    // Text only comes to who does not ask for JSON.
    return logs as ItemLogs;
  }

  async exportLogs(
    migrationId: string,
    itemId: string,
    options?: RequestOptions,
  ): Promise<Blob> {
    return this.#connection.call<Blob>(options, client =>
      client.GET('/migrations/{migrationId}/items/{itemId}/logs', {
        params: { path: { migrationId, itemId } },
        parseAs: 'blob',
      }),
    );
  }

  async cancel(
    migrationId: string,
    itemId: string,
    options: RequestOptions & { confirm: 'cancel' },
  ) {
    const { confirm } = options;
    return this.#connection.call(options, client =>
      client.POST('/migrations/{migrationId}/items/{itemId}/cancel', {
        params: { path: { migrationId, itemId }, query: { confirm } },
      }),
    );
  }

  async removeKept(
    migrationId: string,
    itemId: string,
    options: RequestOptions & { confirm: 'removeKept' },
  ) {
    const { confirm } = options;
    return this.#connection.call(options, client =>
      client.POST('/migrations/{migrationId}/items/{itemId}/remove-kept', {
        params: { path: { migrationId, itemId }, query: { confirm } },
      }),
    );
  }

  async retry(
    migrationId: string,
    itemId: string,
    options?: RequestOptions & { confirm?: MigrationConfirmation },
  ) {
    const query = { confirm: options?.confirm };
    return this.#connection.call(options, client =>
      client.POST('/migrations/{migrationId}/items/{itemId}/retry', {
        params: { path: { migrationId, itemId }, query },
      }),
    );
  }
}
