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

import { MigrationError } from '../errors/MigrationError';
import type { KubernetesObject } from './clientNode';
import type {
  AccessQuestion,
  ClusterClient,
  ListOptions,
  ObjectKey,
  WatchEvent,
} from './ClusterClient';
import { ClusterRequests } from './ClusterRequests';
import type { HttpTransport } from './HttpTransport';
import { resourcePath, type Resource } from './resources';
import { type ApiStatus, fromStatus } from './toMigrationError';
import { waitForObjects } from './waitForObjects';

/** How the creation of what is there already may fail. */
const MAY_BE_THERE = new Set([
  'ALREADY_EXISTS',
  'CLUSTER_FORBIDDEN',
  'QUOTA_EXCEEDED',
]);

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
    const failed = this.#requests.failed('watch', resource, options);
    const timeout = AbortSignal.timeout(options.timeoutMs);
    const signal = options.signal
      ? AbortSignal.any([timeout, options.signal])
      : timeout;
    try {
      const lines = this.#requests.lines(
        {
          method: 'GET',
          path: resourcePath(resource, options),
          query: {
            watch: true,
            labelSelector: options.labelSelector,
            fieldSelector: options.fieldSelector,
            resourceVersion: options.resourceVersion,
            timeoutSeconds: Math.max(1, Math.ceil(options.timeoutMs / 1000)),
          },
          signal,
        },
        failed,
      );
      for await (const line of lines) {
        const event = JSON.parse(line) as
          | WatchEvent<T>
          | { type: 'ERROR'; object: ApiStatus };
        if (event.type === 'ERROR') {
          throw fromStatus(event.object.code ?? 500, event.object, failed);
        }
        yield event;
      }
    } catch (error) {
      // The end of the time is the normal end of a watch.
      if (!signal.aborted) {
        throw error;
      }
      options.signal?.throwIfAborted();
    }
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
    const { name, namespace } = object.metadata ?? {};
    for (let attempt = 0; ; attempt++) {
      try {
        return {
          object: await this.create(resource, object, options),
          created: true,
        };
      } catch (error) {
        // Another worker, or our own request whose answer was lost. Quotas and rights are asked before the name is.
        const existing =
          error instanceof MigrationError && MAY_BE_THERE.has(error.code)
            ? await this.get(resource, { name: name!, namespace }, options)
            : undefined;
        if (existing) {
          return { object: existing, created: false };
        }
        if (
          attempt >= 2 ||
          (error as Partial<MigrationError>).code !== 'ALREADY_EXISTS'
        ) {
          throw error;
        }
      }
    }
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
    const review = await this.#requests.call<{
      status?: { allowed?: boolean; reason?: string };
    }>(
      {
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: {
            resourceAttributes: {
              verb: question.verb,
              group: question.group,
              resource: question.resource,
              subresource: question.subresource,
              namespace: question.namespace,
            },
          },
        },
        ...options,
      },
      {
        cluster: this.#cluster,
        verb: 'create',
        group: 'authorization.k8s.io',
        resource: 'selfsubjectaccessreviews',
      },
    );
    return {
      allowed: review?.status?.allowed === true,
      reason: review?.status?.reason || undefined,
    };
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
