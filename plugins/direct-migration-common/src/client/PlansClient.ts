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
import type { MigrationType, PlanInput, PlanPatch } from '../types';
import type { ListPlansOptions } from './filters';
import type { RequestOptions } from './RequestOptions';
import type { RestConnection } from './RestConnection';

/** Plans and their preflight. @internal */
export class PlansClient {
  readonly #connection: RestConnection;

  constructor(connection: RestConnection) {
    this.#connection = connection;
  }

  async list(query?: ListPlansOptions, options?: RequestOptions) {
    return this.#connection.call(options, client =>
      client.GET('/plans', { params: { query } }),
    );
  }

  async create(
    body: PlanInput,
    options?: RequestOptions & { idempotencyKey?: string },
  ) {
    const { idempotencyKey } = options ?? {};
    return this.#connection.call(options, client =>
      client.POST('/plans', { params: { query: { idempotencyKey } }, body }),
    );
  }

  async get(planId: string, options?: RequestOptions) {
    return this.#connection.call(options, client =>
      client.GET('/plans/{planId}', { params: { path: { planId } } }),
    );
  }

  async update(planId: string, body: PlanPatch, options?: RequestOptions) {
    return this.#connection.call(options, client =>
      client.PATCH('/plans/{planId}', { params: { path: { planId } }, body }),
    );
  }

  async delete(
    planId: string,
    options: RequestOptions & { confirm: 'delete' },
  ) {
    const { confirm } = options;
    await this.#connection.call(options, client =>
      client.DELETE('/plans/{planId}', {
        params: { path: { planId }, query: { confirm } },
      }),
    );
  }

  async preflight(
    planId: string,
    options?: RequestOptions & {
      probe?: boolean;
      inspect?: boolean;
      type?: MigrationType;
    },
  ) {
    return this.#connection.call(options, client =>
      client.POST('/plans/{planId}/preflight', {
        params: {
          path: { planId },
          query: {
            ...(options?.probe && { probe: true }),
            ...(options?.inspect && { inspect: true }),
            ...(options?.type && { type: options.type }),
          },
        },
      }),
    );
  }

  async preview(
    body: PlanInput,
    options?: RequestOptions & { inspect?: boolean; type?: MigrationType },
  ) {
    return this.#connection.call(options, client =>
      client.POST('/preflight', {
        body,
        params: {
          query: {
            ...(options?.inspect && { inspect: true }),
            ...(options?.type && { type: options.type }),
          },
        },
      }),
    );
  }
}
