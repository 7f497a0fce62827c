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
import type { ListImagesOptions } from './filters';
import type { RequestOptions } from './RequestOptions';
import type { RestConnection } from './RestConnection';
import { splitRef } from './splitRef';

/** Clusters, and what is in them. @internal */
export class ClustersClient {
  readonly #connection: RestConnection;

  constructor(connection: RestConnection) {
    this.#connection = connection;
  }

  async list(options?: RequestOptions) {
    const { items } = await this.#connection.call(options, client =>
      client.GET('/clusters'),
    );
    return items;
  }

  async listNamespaces(entityRef: string, options?: RequestOptions) {
    const { items } = await this.#connection.call(options, client =>
      client.GET('/clusters/{clusterNamespace}/{clusterName}/namespaces', {
        params: { path: splitRef(entityRef) },
      }),
    );
    return items;
  }

  async listVolumes(
    entityRef: string,
    namespace: string,
    options?: RequestOptions,
  ) {
    const { items } = await this.#connection.call(options, client =>
      client.GET(
        '/clusters/{clusterNamespace}/{clusterName}/namespaces/{namespace}/volumes',
        { params: { path: { ...splitRef(entityRef), namespace } } },
      ),
    );
    return items;
  }

  async listImages(
    entityRef: string,
    namespace: string,
    query?: ListImagesOptions,
    options?: RequestOptions,
  ) {
    const { items } = await this.#connection.call(options, client =>
      client.GET(
        '/clusters/{clusterNamespace}/{clusterName}/namespaces/{namespace}/images',
        { params: { path: { ...splitRef(entityRef), namespace }, query } },
      ),
    );
    return items;
  }
}
