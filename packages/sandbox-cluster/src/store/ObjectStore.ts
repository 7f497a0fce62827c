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

import { apiVersionOf } from './ResourceRegistry';
import { KubeObject, ResourceType } from '../types';

/**
 * One change of one object.
 * @internal
 */
export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  resource: ResourceType;
  object: KubeObject;
  /** The object before the change; undefined for ADDED. */
  previous?: KubeObject;
  version: number;
}

/** What is written to disk. */
interface StoreSnapshot {
  version: number;
  objects: KubeObject[];
}

const FIRST_VERSION = 100;
const HISTORY_LIMIT = 5000;

/**
 * The objects of a cluster in memory, with one counter of versions and a bounded history of changes for watches. Objects
 * are never changed in place: what is read may be kept.
 * @internal
 */
export class ObjectStore {
  readonly #objects = new Map<string, Map<string, KubeObject>>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  #history: StoreEvent[] = [];
  #version = FIRST_VERSION;
  #oldest = FIRST_VERSION;

  /** The version of the last change. */
  get version(): number {
    return this.#version;
  }

  /** Changes after this version are known; older versions are expired. */
  get oldestVersion(): number {
    return this.#oldest;
  }

  get(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    return this.#bucket(type).get(keyOf(type, namespace, name));
  }

  /** Ordered by namespace and name, as etcd does. */
  list(type: ResourceType, namespace?: string): KubeObject[] {
    return [...this.#bucket(type).entries()]
      .filter(([, o]) => !namespace || o.metadata.namespace === namespace)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, o]) => o);
  }

  /** Writes an object, new or not; gives back what was stored with its version. */
  put(type: ResourceType, object: KubeObject): KubeObject {
    const bucket = this.#bucket(type);
    const key = keyOf(type, object.metadata.namespace, object.metadata.name);
    const previous = bucket.get(key);
    const stored = this.#stamp(type, object);
    bucket.set(key, stored);
    this.#emit({
      type: previous ? 'MODIFIED' : 'ADDED',
      resource: type,
      object: stored,
      previous,
      version: this.#version,
    });
    return stored;
  }

  remove(type: ResourceType, object: KubeObject): KubeObject | undefined {
    const bucket = this.#bucket(type);
    const key = keyOf(type, object.metadata.namespace, object.metadata.name);
    const previous = bucket.get(key);
    if (!previous) {
      return undefined;
    }
    bucket.delete(key);
    const stored = this.#stamp(type, previous);
    this.#emit({
      type: 'DELETED',
      resource: type,
      object: stored,
      previous,
      version: this.#version,
    });
    return stored;
  }

  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The changes of a resource after a version, or undefined when that version is too old. */
  since(type: ResourceType, version: number): StoreEvent[] | undefined {
    if (version < this.#oldest) {
      return undefined;
    }
    return this.#history.filter(
      e =>
        e.version > version &&
        e.resource.plural === type.plural &&
        e.resource.group === type.group,
    );
  }

  /** Forgets all history, so that every version that anybody holds is expired. */
  expire(): void {
    this.#version += 1;
    this.#oldest = this.#version;
    this.#history = [];
  }

  snapshot(): StoreSnapshot {
    return {
      version: this.#version,
      objects: [...this.#objects.values()].flatMap(b => [...b.values()]),
    };
  }

  /** Fills an empty store; what was known before cannot be watched from. */
  restore(
    snapshot: StoreSnapshot,
    typeOf: (apiVersion: string, kind: string) => ResourceType | undefined,
  ): void {
    this.#version = snapshot.version + 1;
    this.#oldest = this.#version;
    for (const object of snapshot.objects) {
      const type = typeOf(object.apiVersion, object.kind);
      if (type) {
        this.#bucket(type).set(
          keyOf(type, object.metadata.namespace, object.metadata.name),
          object,
        );
      }
    }
  }

  #stamp(type: ResourceType, object: KubeObject): KubeObject {
    this.#version += 1;
    const { apiVersion: _a, kind: _k, metadata, ...rest } = object;
    return {
      apiVersion: apiVersionOf(type),
      kind: type.kind,
      metadata: { ...metadata, resourceVersion: String(this.#version) },
      ...rest,
    };
  }

  #emit(event: StoreEvent): void {
    this.#history.push(event);
    if (this.#history.length > HISTORY_LIMIT) {
      const dropped = this.#history.splice(0, HISTORY_LIMIT / 5);
      this.#oldest = dropped[dropped.length - 1].version;
    }
    for (const listener of [...this.#listeners]) {
      listener(event);
    }
  }

  #bucket(type: ResourceType): Map<string, KubeObject> {
    const id = `${type.group}/${type.plural}`;
    let bucket = this.#objects.get(id);
    if (!bucket) {
      bucket = new Map();
      this.#objects.set(id, bucket);
    }
    return bucket;
  }
}

function keyOf(
  type: ResourceType,
  namespace: string | undefined,
  name: string,
): string {
  return type.namespaced ? `${namespace}/${name}` : name;
}
