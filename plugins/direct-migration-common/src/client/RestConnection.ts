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

import { ResponseError } from '@backstage/errors';
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '../generated/schema';
import type { RequestOptions } from './RequestOptions';

/** Where the REST API is, and how it is called. @internal */
export class RestConnection {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi?: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi ?? { fetch };
  }

  /**
   * One call: `send` makes it with a client that has the address, the token and the signal.
   * Throws `ResponseError` for whatever is not a success.
   */
  async call<T>(
    options: RequestOptions | undefined,
    send: (client: Client<paths>) => Promise<{ data?: T }>,
  ): Promise<T> {
    const client = createClient<paths>({
      baseUrl: await this.#discoveryApi.getBaseUrl('direct-migration'),
      signal: options?.signal,
      ...(options?.token && {
        headers: { Authorization: `Bearer ${options.token}` },
      }),
      fetch: request => this.#fetch(request),
    });
    const { data } = await send(client);
    return data as T;
  }

  async #fetch(request: Request): Promise<Response> {
    const body = await request.text();
    // Not the request itself: the portal's fetch API makes new requests of what it is given, more than once, and a
    // request that has a body can be used for that only once.
    const response = await this.#fetchApi.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      signal: request.signal,
      ...(body && { body }),
    });
    if (!response.ok) {
      // Here rather than by the client, which reads the body itself: it can be read only once.
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}
