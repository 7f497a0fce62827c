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

import type { KubernetesObject } from './clientNode';
import type {
  AccessQuestion,
  ClusterClient,
  ListOptions,
  ObjectKey,
  WatchEvent,
} from './ClusterClient';
import { ClusterRequests } from './ClusterRequests';
import { createOrGet } from './createOrGet';
import type { HttpTransport } from './HttpTransport';
import { resourcePath, type Resource } from './resources';
import { reviewAccess } from './reviewAccess';
import { waitForObjects } from './waitForObjects';
import { watchObjects } from './watchObjects';

/** {@link ClusterClient} over HTTPS. @internal */
export class HttpClusterClient implements ClusterClient {
  readonly #requests: ClusterRequests;
  readonly #cluster: string;

  /** @param options - `cluster`: how errors name the cluster */
  constructor(options: { transport: HttpTransport; cluster: string }) {
    this.#requests = new ClusterRequests(options);
    this.#cluster = options.cluster;
  }

  async get<T extends KubernetesObject>(
    resource: Resource<T>,
    key: ObjectKey,
    options?: { signal?: AbortSignal },
  ): Promise<T | undefined> {
    return this.#requests.call<T>(
      { method: 'GET', path: resourcePath(resource, key), ...options },
      this.#requests.failed('get', resource, key),
      { missing: true },
    );
  }

  async list<T extends KubernetesObject>(
    resource: Resource<T>,
    options: ListOptions,
  ): Promise<T[]> {
    return (await this.#requests.listAll(resource, options)).items;
  }

  async *watch<T extends KubernetesObject>(
    resource: Resource<T>,
    options: ListOptions & { resourceVersion?: string; timeoutMs: number },
  ): AsyncIterable<WatchEvent<T>> {
    yield* watchObjects(this.#requests, resource, options);
  }

  async waitFor<T extends KubernetesObject>(
    resource: Resource<T>,
    options: ListOptions & {
      predicate: (objects: T[]) => boolean;
      timeoutMs: number;
    },
  ): Promise<{ met: boolean; objects: T[] }> {
    return waitForObjects({
      ...options,
      list: () => this.#requests.listAll(resource, options),
      watch: rest => this.watch(resource, { ...options, ...rest }),
    });
  }

  async create<T extends KubernetesObject>(
    resource: Resource<T>,
    object: T,
    options?: { signal?: AbortSignal },
  ): Promise<T> {
    const { name, namespace } = object.metadata ?? {};
    return (await this.#requests.call<T>(
      {
        method: 'POST',
        path: resourcePath(resource, { namespace }),
        body: {
          ...object,
          apiVersion: [resource.group, resource.version]
            .filter(Boolean)
            .join('/'),
          kind: resource.kind,
        },
        ...options,
      },
      this.#requests.failed('create', resource, { name, namespace }),
    )) as T;
  }

  async createOrGet<T extends KubernetesObject>(
    resource: Resource<T>,
    object: T,
    options?: { signal?: AbortSignal },
  ): Promise<{ object: T; created: boolean }> {
    return createOrGet(this, resource, object, options);
  }

  async patch<T extends KubernetesObject>(
    resource: Resource<T>,
    key: ObjectKey,
    patch: object,
    options?: { signal?: AbortSignal },
  ): Promise<T> {
    return (await this.#requests.call<T>(
      {
        method: 'PATCH',
        path: resourcePath(resource, key),
        body: patch,
        contentType: 'application/merge-patch+json',
        ...options,
      },
      this.#requests.failed('patch', resource, key),
    )) as T;
  }

  async delete(
    resource: Resource,
    key: ObjectKey,
    options: {
      gracePeriodSeconds?: number;
      uid?: string;
      signal?: AbortSignal;
    } = {},
  ): Promise<boolean> {
    return (await this.#delete(resource, key, options)) !== undefined;
  }

  /** The answer: the object, if it takes a while to go. `undefined`: there was none. */
  async #delete(
    resource: Resource,
    key: ObjectKey,
    options: {
      gracePeriodSeconds?: number;
      uid?: string;
      signal?: AbortSignal;
    },
  ): Promise<Partial<KubernetesObject> | undefined> {
    return this.#requests.call<Partial<KubernetesObject>>(
      {
        method: 'DELETE',
        path: resourcePath(resource, key),
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          propagationPolicy: 'Background',
          gracePeriodSeconds: options.gracePeriodSeconds,
          preconditions: options.uid ? { uid: options.uid } : undefined,
        },
        signal: options.signal,
      },
      this.#requests.failed('delete', resource, key),
      { missing: true },
    );
  }

  async deleteByLabels<T extends KubernetesObject>(
    resource: Resource<T>,
    options: {
      namespace: string;
      labelSelector: string;
      gracePeriodSeconds?: number;
      signal?: AbortSignal;
    },
  ): Promise<T[]> {
    const left: T[] = [];
    for (const object of await this.list(resource, options)) {
      const answer = object.metadata!.deletionTimestamp
        ? object
        : await this.#delete(
            resource,
            { namespace: options.namespace, name: object.metadata!.name! },
            {
              gracePeriodSeconds: options.gracePeriodSeconds,
              signal: options.signal,
            },
          );
      // What is gone at once is answered with a status, or with the object as it was.
      if (answer?.metadata?.deletionTimestamp) {
        left.push(object);
      }
    }
    return left;
  }

  async *podLog(options: {
    namespace: string;
    name: string;
    container: string;
    follow?: boolean;
    tailLines?: number;
    limitBytes?: number;
    signal?: AbortSignal;
  }): AsyncIterable<string> {
    const signal = options.signal ?? AbortSignal.timeout(60_000);
    try {
      yield* this.#requests.lines(
        {
          method: 'GET',
          path: `/api/v1/namespaces/${encodeURIComponent(
            options.namespace,
          )}/pods/${encodeURIComponent(options.name)}/log`,
          query: {
            container: options.container,
            follow: options.follow,
            tailLines: options.tailLines,
            limitBytes: options.limitBytes,
          },
          signal,
        },
        {
          cluster: this.#cluster,
          verb: 'get',
          group: '',
          resource: 'pods/log',
          namespace: options.namespace,
          name: options.name,
        },
      );
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  async canI(
    question: AccessQuestion,
    options?: { signal?: AbortSignal },
  ): Promise<{ allowed: boolean; reason?: string }> {
    return reviewAccess(this.#requests, this.#cluster, question, options);
  }

  async version(options?: { signal?: AbortSignal }): Promise<string> {
    const version = await this.#requests.call<{ gitVersion?: string }>(
      { method: 'GET', path: '/version', ...options },
      { cluster: this.#cluster, verb: 'get', resource: '/version' },
    );
    return version?.gitVersion ?? 'unknown';
  }

  async hasApi(
    group: string,
    version: string,
    options: { resource?: string; signal?: AbortSignal } = {},
  ): Promise<boolean> {
    const { resource, signal } = options;
    const found = await this.#requests.call<{ resources?: { name: string }[] }>(
      { method: 'GET', path: `/apis/${group}/${version}`, signal },
      {
        cluster: this.#cluster,
        verb: 'get',
        resource: `/apis/${group}/${version}`,
      },
      { missing: true },
    );
    return (
      found !== undefined &&
      (!resource || found.resources?.some(r => r.name === resource) === true)
    );
  }
}
