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

import { ServerResponse } from 'node:http';
import { ObjectStore, StoreEvent } from '../store/ObjectStore';
import { apiVersionOf } from '../store/ResourceRegistry';
import { parseFieldSelector, parseLabelSelector } from '../store/selectors';
import { KubeObject, ResourceType } from '../types';
import { isTrue } from './RequestInfo';
import { statusErrors } from './statusErrors';

const DEFAULT_TIMEOUT_SECONDS = 1800;
const BOOKMARK_MS = 15_000;

/**
 * Serves watches: what has changed since a version, then every change as it comes.
 * @internal
 */
export class WatchHub {
  readonly #store: ObjectStore;
  readonly #open = new Map<ServerResponse, () => void>();

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  /** @throws StatusError BadRequest for a bad selector, before anything is written */
  serve(
    type: ResourceType,
    namespace: string | undefined,
    query: URLSearchParams,
    response: ServerResponse,
  ): void {
    const byLabel = parseLabelSelector(query.get('labelSelector') ?? undefined);
    const byField = parseFieldSelector(
      query.get('fieldSelector') ?? undefined,
      type.kind,
    );
    const selects = (object: KubeObject | undefined) =>
      object !== undefined &&
      (!namespace || object.metadata.namespace === namespace) &&
      byLabel(object) &&
      byField(object);
    const write = (event: string, object: object) =>
      response.write(`${JSON.stringify({ type: event, object })}\n`);
    const forward = (event: StoreEvent) => {
      const seen = selects(event.previous);
      const sees = event.type !== 'DELETED' && selects(event.object);
      if (sees) {
        write(seen ? 'MODIFIED' : 'ADDED', event.object);
      } else if (seen) {
        write('DELETED', {
          ...(event.previous as KubeObject),
          metadata: {
            ...(event.previous as KubeObject).metadata,
            resourceVersion: String(event.version),
          },
        });
      }
    };

    response.writeHead(200, {
      'content-type': 'application/json',
      'cache-control': 'no-cache, private',
    });
    response.flushHeaders();
    const from = query.get('resourceVersion');
    if (!from || from === '0') {
      this.#store
        .list(type, namespace)
        .filter(selects)
        .forEach(object => write('ADDED', object));
    } else {
      const missed = this.#store.since(type, Number(from));
      if (!missed) {
        const error = statusErrors.expired(
          `too old resource version: ${from} (${this.#store.oldestVersion})`,
        );
        write('ERROR', error.toStatus());
        response.end();
        return;
      }
      missed.forEach(forward);
    }
    this.#follow(type, query, response, forward, write);
  }

  /** Cuts every open watch, as a restart of the server or a proxy does. */
  drop(): void {
    for (const [response, close] of [...this.#open]) {
      close();
      response.destroy();
    }
  }

  /** Ends every open watch in an orderly way. */
  stop(): void {
    for (const [response, close] of [...this.#open]) {
      close();
      response.end();
    }
  }

  #follow(
    type: ResourceType,
    query: URLSearchParams,
    response: ServerResponse,
    forward: (event: StoreEvent) => void,
    write: (event: string, object: object) => void,
  ): void {
    const bookmarks = isTrue(query.get('allowWatchBookmarks'));
    const bookmark = () =>
      write('BOOKMARK', {
        kind: type.kind,
        apiVersion: apiVersionOf(type),
        metadata: {
          resourceVersion: String(this.#store.version),
          creationTimestamp: null,
        },
      });
    const unsubscribe = this.#store.subscribe(event => {
      if (
        event.resource.plural === type.plural &&
        event.resource.group === type.group
      ) {
        forward(event);
      }
    });
    const ticker = bookmarks ? setInterval(bookmark, BOOKMARK_MS) : undefined;
    const timers: NodeJS.Timeout[] = [];
    const close = () => {
      unsubscribe();
      clearInterval(ticker);
      timers.forEach(timer => clearTimeout(timer));
      this.#open.delete(response);
    };
    const seconds =
      Number(query.get('timeoutSeconds')) || DEFAULT_TIMEOUT_SECONDS;
    timers.push(
      setTimeout(() => {
        if (bookmarks) bookmark();
        close();
        response.end();
      }, seconds * 1000),
    );
    this.#open.set(response, close);
    response.on('close', close);
  }
}
