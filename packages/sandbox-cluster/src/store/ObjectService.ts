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

import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { defaultObject } from '../admission/defaultObject';
import { validateObject } from '../admission/validateObject';
import { statusErrors } from '../api/statusErrors';
import { KubeObject, KubeObjectInput, ResourceType } from '../types';
import { DeleteOptions, prepareDeletion } from './deletion';
import { mergeUpdate } from './mergeUpdate';
import { ObjectStore } from './ObjectStore';
import { dropUndefined, plain } from './plain';
import { randomSuffix } from './randomSuffix';
import { apiVersionOf, ResourceRegistry } from './ResourceRegistry';
import { timestamp } from './timestamp';

/**
 * What is done to a new object of a kind before it is validated, e.g. the allocation of ports.
 * @internal
 */
export type CreateHook = (object: KubeObject, previous?: KubeObject) => void;

/**
 * The rules by which objects come, change and go; used by the API and by the controllers alike.
 * @internal
 */
export class ObjectService {
  readonly store: ObjectStore;
  readonly registry: ResourceRegistry;
  readonly #hooks = new Map<string, CreateHook[]>();

  constructor(options: { store: ObjectStore; registry: ResourceRegistry }) {
    this.store = options.store;
    this.registry = options.registry;
  }

  /** Called for every new and every changed object of the kind. */
  addHook(kind: string, hook: CreateHook): void {
    this.#hooks.set(kind, [...(this.#hooks.get(kind) ?? []), hook]);
  }

  /** @throws StatusError NotFound */
  get(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
  ): KubeObject {
    const object = this.store.get(type, namespace, name);
    if (!object) {
      throw statusErrors.notFound(type, name);
    }
    return object;
  }

  /** @throws StatusError AlreadyExists, Invalid, NotFound (namespace), Forbidden (namespace that is being deleted) */
  create(
    type: ResourceType,
    namespace: string | undefined,
    input: KubeObjectInput,
    options: { dryRun?: boolean; keepStatus?: boolean } = {},
  ): KubeObject {
    const object = this.#prepare(type, namespace, input);
    if (!options.keepStatus && type.subresources?.includes('status')) {
      delete object.status;
    }
    if (type.namespaced) {
      this.#checkNamespace(type, object);
    }
    if (
      object.metadata.name &&
      this.store.get(type, namespace, object.metadata.name)
    ) {
      throw statusErrors.alreadyExists(type, object.metadata.name);
    }
    defaultObject(object);
    validateObject(type, object);
    for (const hook of this.#hooks.get(type.kind) ?? []) {
      hook(object);
    }
    return options.dryRun ? object : this.store.put(type, object);
  }

  /**
   * Replaces an object, or only its status.
   *
   * @throws StatusError NotFound, Conflict (resourceVersion or uid of another state), Invalid
   */
  replace(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
    input: KubeObjectInput,
    options: { status?: boolean; dryRun?: boolean } = {},
  ): KubeObject {
    const current = this.get(type, namespace, name);
    const { resourceVersion, uid } = input.metadata ?? {};
    if (
      resourceVersion &&
      resourceVersion !== current.metadata.resourceVersion
    ) {
      throw statusErrors.conflict(type, name);
    }
    if (uid && uid !== current.metadata.uid) {
      throw statusErrors.conflict(
        type,
        name,
        `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${current.metadata.uid}`,
      );
    }
    const next = options.status
      ? { ...current, status: input.status }
      : mergeUpdate(type, current, input);
    if (!options.status) {
      defaultObject(next);
      validateObject(type, next, current);
      for (const hook of this.#hooks.get(type.kind) ?? []) {
        hook(next, current);
      }
    }
    return options.dryRun ? next : this.#write(type, current, next);
  }

  /** Changes an object whatever its version is; undefined when it no longer exists. */
  mutate(
    type: ResourceType,
    object: { metadata: { name: string; namespace?: string; uid?: string } },
    change: (copy: KubeObject) => void,
  ): KubeObject | undefined {
    const { namespace, name, uid } = object.metadata;
    const current = this.store.get(type, namespace, name);
    if (!current || (uid && current.metadata.uid !== uid)) {
      return undefined;
    }
    const copy = structuredClone(current);
    change(copy);
    return this.#write(type, current, copy);
  }

  /**
   * Deletes an object, or marks it for deletion when finalizers or a grace period hold it.
   *
   * @throws StatusError NotFound, Conflict (preconditions)
   */
  delete(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
  ): { object: KubeObject; removed: boolean } {
    const current = this.get(type, namespace, name);
    const next = prepareDeletion(type, current, options);
    if (options.dryRun) {
      return { object: next ?? current, removed: !next };
    }
    if (next) {
      return { object: this.#write(type, current, next), removed: false };
    }
    return {
      object: this.store.remove(type, current) ?? current,
      removed: true,
    };
  }

  #prepare(
    type: ResourceType,
    namespace: string | undefined,
    input: KubeObjectInput,
  ): KubeObject {
    const metadata = { ...structuredClone(input.metadata ?? {}) };
    if (metadata.resourceVersion) {
      throw statusErrors.badRequest(
        'resourceVersion should not be set on objects to be created',
      );
    }
    if (!metadata.name && metadata.generateName) {
      metadata.name = metadata.generateName.slice(0, 58) + randomSuffix();
    }
    delete metadata.deletionTimestamp;
    return {
      ...structuredClone(input),
      apiVersion: apiVersionOf(type),
      kind: type.kind,
      metadata: {
        ...metadata,
        name: metadata.name ?? '',
        ...(type.namespaced ? { namespace } : {}),
        uid: randomUUID(),
        resourceVersion: '',
        ...(type.hasGeneration ? { generation: 1 } : {}),
        creationTimestamp: timestamp(),
      },
    };
  }

  #checkNamespace(type: ResourceType, object: KubeObject): void {
    const { namespace, name } = object.metadata;
    const namespaces = this.registry.get('namespaces');
    const found = this.get(namespaces, undefined, namespace ?? '');
    if (found.metadata.deletionTimestamp) {
      throw statusErrors.terminatingNamespace(type, name, namespace ?? '');
    }
  }

  #write(
    type: ResourceType,
    current: KubeObject,
    next: KubeObject,
  ): KubeObject {
    if (isDeepStrictEqual(plain(current), plain(next))) {
      return current;
    }
    const specChanged = !isDeepStrictEqual(
      plain({ ...current, metadata: undefined, status: undefined }),
      plain({ ...next, metadata: undefined, status: undefined }),
    );
    if (type.hasGeneration && specChanged) {
      next.metadata.generation = (current.metadata.generation ?? 1) + 1;
    }
    const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } =
      next.metadata;
    const stored = this.store.put(type, dropUndefined(next) as KubeObject);
    const held =
      Boolean(finalizers?.length) ||
      Boolean(deletionGracePeriodSeconds) ||
      (type.kind === 'Namespace' && next.spec?.finalizers?.length > 0);
    if (deletionTimestamp && !held) {
      this.store.remove(type, stored);
    }
    return stored;
  }
}
