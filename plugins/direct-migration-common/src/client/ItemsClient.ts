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
import type { MigrationConfirmation } from '../types';
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
    query?: { attempt?: number },
    options?: RequestOptions,
  ): Promise<string> {
    return this.#connection.call<string>(options, client =>
      client.GET('/migrations/{migrationId}/items/{itemId}/logs', {
        params: { path: { migrationId, itemId }, query },
        parseAs: 'text',
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
