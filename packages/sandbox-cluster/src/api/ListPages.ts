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

import { ObjectStore } from '../store/ObjectStore';
import { apiVersionOf } from '../store/ResourceRegistry';
import { parseFieldSelector, parseLabelSelector } from '../store/selectors';
import { KubeObject, ResourceType } from '../types';
import { statusErrors } from './statusErrors';

interface Page {
  version: number;
  objects: KubeObject[];
}

const MAX_PAGES = 200;

/**
 * Answers list requests; a list that is read in pages shows the state of its first page, as etcd's does.
 * @internal
 */
export class ListPages {
  readonly #store: ObjectStore;
  readonly #pages = new Map<string, Page>();

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  /** @throws StatusError BadRequest (selectors, token), Expired */
  list(
    type: ResourceType,
    namespace: string | undefined,
    query: URLSearchParams,
  ): object {
    const { version, objects } = this.#objects(type, namespace, query);
    const limit = Number(query.get('limit') ?? 0);
    const page = limit > 0 ? objects.slice(0, limit) : objects;
    const rest = objects.slice(page.length);
    return {
      kind: `${type.kind}List`,
      apiVersion: apiVersionOf(type),
      metadata: {
        resourceVersion: String(version),
        ...(rest.length
          ? {
              continue: this.#remember({ version, objects: rest }),
              ...(hasSelector(query)
                ? {}
                : { remainingItemCount: rest.length }),
            }
          : {}),
      },
      // The server leaves kind and version out of the items of its own kinds.
      items: page.map(({ apiVersion: _a, kind: _k, ...item }) =>
        type.group.includes('openshift.io')
          ? { apiVersion: _a, kind: _k, ...item }
          : item,
      ),
    };
  }

  #objects(
    type: ResourceType,
    namespace: string | undefined,
    query: URLSearchParams,
  ): Page {
    const token = query.get('continue');
    if (token) {
      return this.#resume(token);
    }
    const wanted = Number(query.get('resourceVersion') ?? 0);
    if (wanted && wanted < this.#store.oldestVersion && isExact(query)) {
      throw statusErrors.expired(
        'The resourceVersion for the provided list is too old.',
      );
    }
    const byLabel = parseLabelSelector(query.get('labelSelector') ?? undefined);
    const byField = parseFieldSelector(
      query.get('fieldSelector') ?? undefined,
      type.kind,
    );
    return {
      version: this.#store.version,
      objects: this.#store
        .list(type, namespace)
        .filter(o => byLabel(o) && byField(o)),
    };
  }

  #resume(token: string): Page {
    let start: { v?: string; rv?: number; start?: string };
    try {
      start = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    } catch (error) {
      throw statusErrors.badRequest(
        `invalid continue token: continue key is not valid: ${error}`,
      );
    }
    const page = this.#pages.get(start.start ?? '');
    if (!page || Number(start.rv) < this.#store.oldestVersion) {
      throw statusErrors.expired(
        'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
      );
    }
    return page;
  }

  #remember(page: Page): string {
    const { namespace, name } = page.objects[0].metadata;
    const start = `${namespace ? `${namespace}/` : ''}${name}\u0000${
      page.version
    }:${page.objects.length}`;
    this.#pages.set(start, page);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > MAX_PAGES) {
      this.#pages.delete(oldest);
    }
    return Buffer.from(
      JSON.stringify({ v: 'meta.k8s.io/v1', rv: page.version, start }),
    ).toString('base64url');
  }
}

function hasSelector(query: URLSearchParams): boolean {
  return query.has('labelSelector') || query.has('fieldSelector');
}

function isExact(query: URLSearchParams): boolean {
  return query.get('resourceVersionMatch') === 'Exact' || query.has('limit');
}
