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

import { KubeObject } from '../types';
import { ObjectService } from '../store/ObjectService';
import { ObjectStore, StoreEvent } from '../store/ObjectStore';
import { ResourceRegistry } from '../store/ResourceRegistry';

/**
 * What every controller works with.
 * @internal
 */
export interface ClusterContext {
  store: ObjectStore;
  registry: ResourceRegistry;
  objects: ObjectService;
  nodeName: string;
  nodeAddress: string;
  /** Absolute; everything that is kept on disk is in there. */
  directory: string;
  /** Writes an Event about an object; repetitions are counted. */
  recordEvent(
    object: KubeObject,
    event: {
      type: 'Normal' | 'Warning';
      reason: string;
      message: string;
      component: string;
      fieldPath?: string;
    },
  ): void;
}

/**
 * A loop that brings the cluster nearer to what its objects say.
 * @internal
 */
export interface Controller {
  start(): void;
  stop(): Promise<void>;
}

/**
 * Calls back for every change of one of the resources; give back the function that ends it.
 * @internal
 */
export function onChange(
  context: ClusterContext,
  plurals: string[],
  handle: (event: StoreEvent) => void,
): () => void {
  return context.store.subscribe(event => {
    if (plurals.includes(event.resource.plural)) {
      handle(event);
    }
  });
}

/**
 * `namespace/name`, the key of a namespaced object in a queue.
 * @internal
 */
export function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

/**
 * The reverse of `keyOf`.
 * @internal
 */
export function splitKey(key: string): [namespace: string, name: string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}

/**
 * The reference to an object that controls others.
 * @internal
 */
export function controllerReference(owner: KubeObject) {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/**
 * Whether an object is controlled by another.
 * @internal
 */
export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  return Boolean(
    object.metadata.ownerReferences?.some(
      r => r.controller && r.uid === owner.metadata.uid,
    ),
  );
}
