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
import { HttpTransport, type TransportRequest } from './HttpTransport';
import { resourcePath, type Resource } from './resources';
import {
  type ApiStatus,
  type FailedRequest,
  fromStatus,
  fromTransportError,
} from './toMigrationError';

const PAGE = 500;

/** {@link ClusterClient} over HTTPS. @internal */
export class HttpClusterClient implements ClusterClient {
  readonly #transport: HttpTransport;
  readonly #cluster: string;

  /** @param options - `cluster`: how errors name the cluster */
  constructor(options: { transport: HttpTransport; cluster: string }) {
    this.#transport = options.transport;
    this.#cluster = options.cluster;
  }

  async get<T extends KubernetesObject>(
    resource: Resource<T>,
    key: ObjectKey,
    options?: { signal?: AbortSignal },
  ): Promise<T | undefined> {
    return this.#call<T>(
      { method: 'GET', path: resourcePath(resource, key), ...options },
      this.#failed('get', resource, key),
      { missing: true },
    );
  }

  async list<T extends KubernetesObject>(
    resource: Resource<T>,
    options: ListOptions,
  ): Promise<T[]> {
    return (await this.#listAll(resource, options)).items;
  }

  async *watch<T extends KubernetesObject>(
    resource: Resource<T>,
    options: ListOptions & { resourceVersion?: string; timeoutMs: number },
  ): AsyncIterable<WatchEvent<T>> {
    const failed = this.#failed('watch', resource, options);
    const timeout = AbortSignal.timeout(options.timeoutMs);
    const signal = options.signal
      ? AbortSignal.any([timeout, options.signal])
      : timeout;
    try {
      const lines = this.#lines(
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
    const deadline = performance.now() + options.timeoutMs;
    for (;;) {
      const { items, resourceVersion } = await this.#listAll(resource, options);
      const objects = new Map(items.map(item => [item.metadata!.uid!, item]));
      const left = Math.ceil(deadline - performance.now());
      if (options.predicate(items)) {
        return { met: true, objects: items };
      }
      if (left <= 0) {
        return { met: false, objects: items };
      }
      try {
        for await (const { type, object } of this.watch(resource, {
          ...options,
          resourceVersion,
          timeoutMs: left,
        })) {
          if (type === 'BOOKMARK') {
            continue;
          }
          if (type === 'DELETED') {
            objects.delete(object.metadata!.uid!);
          } else {
            objects.set(object.metadata!.uid!, object);
          }
          if (options.predicate([...objects.values()])) {
            return { met: true, objects: [...objects.values()] };
          }
        }
      } catch (error) {
        options.signal?.throwIfAborted();
        // A watch that is refused would be refused again; one that broke, or is too old (410), is replaced by a new list.
        if (
          !(error instanceof MigrationError) ||
          !['CLUSTER_UNREACHABLE', 'CLUSTER_ERROR'].includes(error.code)
        ) {
          throw error;
        }
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }

  async create<T extends KubernetesObject>(
    resource: Resource<T>,
    object: T,
    options?: { signal?: AbortSignal },
  ): Promise<T> {
    const { name, namespace } = object.metadata ?? {};
    return (await this.#call<T>(
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
      this.#failed('create', resource, { name, namespace }),
    )) as T;
  }

  async createOrGet<T extends KubernetesObject>(
    resource: Resource<T>,
    object: T,
    options?: { signal?: AbortSignal },
  ): Promise<{ object: T; created: boolean }> {
    const { name, namespace } = object.metadata ?? {};
    for (let attempt = 0; ; attempt++) {
      const existing = await this.get(
        resource,
        { name: name!, namespace },
        options,
      );
      if (existing) {
        return { object: existing, created: false };
      }
      try {
        return {
          object: await this.create(resource, object, options),
          created: true,
        };
      } catch (error) {
        // Another worker, or our own request whose answer was lost.
        if (
          attempt >= 2 ||
          !(error instanceof MigrationError) ||
          error.code !== 'ALREADY_EXISTS'
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
    return (await this.#call<T>(
      {
        method: 'PATCH',
        path: resourcePath(resource, key),
        body: patch,
        contentType: 'application/merge-patch+json',
        ...options,
      },
      this.#failed('patch', resource, key),
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
    const deleted = await this.#call(
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
      this.#failed('delete', resource, key),
      { missing: true },
    );
    return deleted !== undefined;
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
    const found = await this.list(resource, options);
    for (const object of found) {
      if (!object.metadata!.deletionTimestamp) {
        await this.delete(
          resource,
          { namespace: options.namespace, name: object.metadata!.name! },
          {
            gracePeriodSeconds: options.gracePeriodSeconds,
            signal: options.signal,
          },
        );
      }
    }
    return found;
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
      yield* this.#lines(
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
    const review = await this.#call<{
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
    const version = await this.#call<{ gitVersion?: string }>(
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
    const found = await this.#call<{ resources?: { name: string }[] }>(
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

  async #listAll<T extends KubernetesObject>(
    resource: Resource<T>,
    options: ListOptions,
  ): Promise<{ items: T[]; resourceVersion?: string }> {
    const items: T[] = [];
    let next: string | undefined;
    let resourceVersion: string | undefined;
    do {
      const page: {
        items?: T[];
        metadata?: { continue?: string; resourceVersion?: string };
      } =
        (await this.#call(
          {
            method: 'GET',
            path: resourcePath(resource, options),
            query: {
              labelSelector: options.labelSelector,
              fieldSelector: options.fieldSelector,
              limit: PAGE,
              continue: next,
            },
            signal: options.signal,
          },
          this.#failed('list', resource, options),
          { missing: true },
        )) ?? {};
      items.push(...(page.items ?? []));
      next = page.metadata?.continue || undefined;
      resourceVersion = page.metadata?.resourceVersion;
    } while (next);
    return { items, resourceVersion };
  }

  #failed(
    verb: string,
    resource: Resource,
    key: { namespace?: string; name?: string },
  ): FailedRequest {
    return {
      cluster: this.#cluster,
      verb,
      group: resource.group,
      resource: resource.plural,
      namespace: resource.namespaced ? key.namespace : undefined,
      name: key.name,
    };
  }

  async #call<T>(
    request: TransportRequest,
    failed: FailedRequest,
    options: { missing?: boolean } = {},
  ): Promise<T | undefined> {
    let answer;
    try {
      answer = await this.#transport.request(request);
    } catch (error) {
      request.signal?.throwIfAborted();
      throw fromTransportError(error, failed);
    }
    if (answer.status === 404 && options.missing) {
      return undefined;
    }
    if (answer.status >= 300) {
      throw fromStatus(answer.status, parseStatus(answer.body), failed);
    }
    try {
      return JSON.parse(answer.body) as T;
    } catch (error) {
      throw new MigrationError({
        code: 'CLUSTER_ERROR',
        cluster: this.#cluster,
        message: `${
          this.#cluster
        } does not answer as a Kubernetes API server does`,
        hint: 'Check the annotation kubernetes.io/api-server.',
        kind: 'ServiceUnavailableError',
        cause: error,
      });
    }
  }

  async *#lines(
    request: TransportRequest & { signal: AbortSignal },
    failed: FailedRequest,
  ): AsyncIterable<string> {
    let response;
    try {
      response = await this.#transport.stream(request);
    } catch (error) {
      throw fromTransportError(error, failed);
    }
    if (response.status >= 300) {
      const chunks: Buffer[] = [];
      for await (const chunk of response.body) {
        chunks.push(chunk as Buffer);
      }
      throw fromStatus(
        response.status,
        parseStatus(Buffer.concat(chunks).toString()),
        failed,
      );
    }
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const chunk of response.body) {
        const lines = (
          rest + decoder.decode(chunk as Buffer, { stream: true })
        ).split('\n');
        rest = lines.pop()!;
        yield* lines;
      }
    } catch (error) {
      throw fromTransportError(error, failed);
    } finally {
      response.body.destroy();
    }
    if (rest) {
      yield rest;
    }
  }
}

function parseStatus(body: string): ApiStatus {
  try {
    const status = JSON.parse(body) as ApiStatus;
    return typeof status === 'object' && status ? status : {};
  } catch {
    return { message: body.slice(0, 200) };
  }
}
