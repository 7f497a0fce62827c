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
import type { AuditEntry, Page } from '../types';
import type { GetStatsOptions, ListAuditOptions } from './filters';
import type { RequestOptions } from './RequestOptions';
import type { RestConnection } from './RestConnection';

/** The audit trail, and what is counted over all migrations. @internal */
export class AuditClient {
  readonly #connection: RestConnection;

  constructor(connection: RestConnection) {
    this.#connection = connection;
  }

  async list(query?: ListAuditOptions, options?: RequestOptions) {
    const page = await this.#connection.call(options, client =>
      client.GET('/audit', { params: { query } }),
    );
    // Text only comes to who asks for CSV.
    return page as Page<AuditEntry>;
  }

  async export(
    query?: Omit<ListAuditOptions, 'limit' | 'cursor'>,
    options?: RequestOptions,
  ): Promise<Blob> {
    return this.#connection.call<Blob>(options, client =>
      client.GET('/audit', {
        params: { query: { ...query, format: 'csv' } },
        parseAs: 'blob',
      }),
    );
  }

  async getStats(query?: GetStatsOptions, options?: RequestOptions) {
    return this.#connection.call(options, client =>
      client.GET('/stats', { params: { query } }),
    );
  }
}
