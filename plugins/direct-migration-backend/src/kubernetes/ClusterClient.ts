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
import type { Resource } from './resources';

/** Names one object. @internal */
export interface ObjectKey {
  /** Left out for cluster-scoped kinds. */
  namespace?: string;
  name: string;
}

/** What a list or a watch is narrowed to. @internal */
export interface ListOptions {
  /** Left out: all namespaces, or a cluster-scoped kind. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  signal?: AbortSignal;
}

/** One change as a watch reports it. @internal */
export interface WatchEvent<T> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: T;
}

/** A question for `SelfSubjectAccessReview`. @internal */
export interface AccessQuestion {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
}

/**
 * The few calls of the Kubernetes API that we need, typed by {@link Resource}.
 *
 * @remarks
 * Every call has a time limit and never follows a redirect. Failures are MigrationErrors: `CLUSTER_UNREACHABLE`,
 * `CLUSTER_TLS`, `CLUSTER_UNAUTHORIZED`, `CLUSTER_FORBIDDEN`, `NAMESPACE_NOT_FOUND`, `QUOTA_EXCEEDED`,
 * `POD_SECURITY`, `CONFLICT`, `ALREADY_EXISTS`, `CLUSTER_REJECTED`, `CLUSTER_ERROR`.
 *
 * @internal
 */
export interface ClusterClient {
  /** `undefined` when there is no such object. */
  get<T extends KubernetesObject>(
    resource: Resource<T>,
    key: ObjectKey,
    options?: { signal?: AbortSignal },
  ): Promise<T | undefined>;
  /** Every object, read in pages; empty when the cluster does not have the kind. */
  list<T extends KubernetesObject>(
    resource: Resource<T>,
    options: ListOptions,
  ): Promise<T[]>;
  /** Changes since `resourceVersion` (or now) until `timeoutMs` have passed. */
  watch<T extends KubernetesObject>(
    resource: Resource<T>,
    options: ListOptions & { resourceVersion?: string; timeoutMs: number },
  ): AsyncIterable<WatchEvent<T>>;
  /**
   * Lists and watches until `predicate` holds for the objects or the time is over.
   *
   * @returns the objects as last seen, and whether the predicate held
   */
  waitFor<T extends KubernetesObject>(
    resource: Resource<T>,
    options: ListOptions & {
      predicate: (objects: T[]) => boolean;
      timeoutMs: number;
    },
  ): Promise<{ met: boolean; objects: T[] }>;
  /** @throws `ALREADY_EXISTS` */
  create<T extends KubernetesObject>(
    resource: Resource<T>,
    object: T,
    options?: { signal?: AbortSignal },
  ): Promise<T>;
  /** What is there already is returned as it is, and left as it is. */
  createOrGet<T extends KubernetesObject>(
    resource: Resource<T>,
    object: T,
    options?: { signal?: AbortSignal },
  ): Promise<{ object: T; created: boolean }>;
  /** A JSON merge patch. */
  patch<T extends KubernetesObject>(
    resource: Resource<T>,
    key: ObjectKey,
    patch: object,
    options?: { signal?: AbortSignal },
  ): Promise<T>;
  /** `false` when there was no such object. With `uid`, only that very object. */
  delete(
    resource: Resource,
    key: ObjectKey,
    options?: {
      gracePeriodSeconds?: number;
      uid?: string;
      signal?: AbortSignal;
    },
  ): Promise<boolean>;
  /** Removes everything the selector finds; the objects that take a while to go. */
  deleteByLabels<T extends KubernetesObject>(
    resource: Resource<T>,
    options: {
      namespace: string;
      labelSelector: string;
      gracePeriodSeconds?: number;
      signal?: AbortSignal;
    },
  ): Promise<T[]>;
  /**
   * Lines of a container's log. With `follow`, until the container ends or the signal is aborted.
   *
   * @param options - `limitBytes`: what is beyond it is left out, counted from the first of the `tailLines`
   */
  podLog(options: {
    namespace: string;
    name: string;
    container: string;
    follow?: boolean;
    tailLines?: number;
    limitBytes?: number;
    signal?: AbortSignal;
  }): AsyncIterable<string>;
  /** Whether the credentials allow it. */
  canI(
    question: AccessQuestion,
    options?: { signal?: AbortSignal },
  ): Promise<{ allowed: boolean; reason?: string }>;
  /** For example `v1.30.4`. */
  version(options?: { signal?: AbortSignal }): Promise<string>;
  /** Whether the API group and version are served, and in it `resource`, if given (`tlsroutes`). */
  hasApi(
    group: string,
    version: string,
    options?: { resource?: string; signal?: AbortSignal },
  ): Promise<boolean>;
}
