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

import { KubeObject, ResourceType } from '../types';
import { ClusterContext, Controller } from './ClusterContext';
import { WorkQueue } from './WorkQueue';

/**
 * Removes what has lost its owners, and carries out foreground and orphaning deletions.
 * @internal
 */
export class GarbageCollector implements Controller {
  readonly #context: ClusterContext;
  readonly #queue = new WorkQueue(() => this.#collect());
  #unsubscribe: (() => void) | undefined;

  constructor(context: ClusterContext) {
    this.#context = context;
  }

  start(): void {
    this.#queue.add('all');
    this.#unsubscribe = this.#context.store.subscribe(event => {
      const { metadata } = event.object;
      const matters =
        event.type === 'DELETED' ||
        metadata.deletionTimestamp ||
        metadata.ownerReferences?.length;
      if (matters && event.resource.kind !== 'Event') {
        this.#queue.add('all');
      }
    });
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await this.#queue.stop();
  }

  #collect(): void {
    const all = this.#context.registry
      .all()
      .flatMap(type =>
        this.#context.store.list(type).map(object => ({ type, object })),
      );
    const uids = new Set(all.map(({ object }) => object.metadata.uid));
    const dependentsOf = (owner: KubeObject) =>
      all.filter(({ object }) =>
        object.metadata.ownerReferences?.some(
          r => r.uid === owner.metadata.uid,
        ),
      );
    for (const { type, object } of all) {
      const { finalizers, deletionTimestamp } = object.metadata;
      if (deletionTimestamp && finalizers?.includes('orphan')) {
        this.#orphan(object, dependentsOf(object));
        this.#unfinalize(type, object, 'orphan');
      } else if (
        deletionTimestamp &&
        finalizers?.includes('foregroundDeletion')
      ) {
        this.#deleteInForeground(type, object, dependentsOf(object));
      }
    }
    for (const { type, object } of all) {
      const references = object.metadata.ownerReferences ?? [];
      const lost =
        references.length > 0 && references.every(r => !uids.has(r.uid));
      if (lost && !object.metadata.deletionTimestamp) {
        this.#delete(type, object, 'Background');
      }
    }
  }

  #orphan(
    owner: KubeObject,
    dependents: Array<{ type: ResourceType; object: KubeObject }>,
  ): void {
    for (const { type, object } of dependents) {
      this.#context.objects.mutate(type, object, copy => {
        const rest = copy.metadata.ownerReferences?.filter(
          r => r.uid !== owner.metadata.uid,
        );
        if (rest?.length) copy.metadata.ownerReferences = rest;
        else delete copy.metadata.ownerReferences;
      });
    }
  }

  #deleteInForeground(
    type: ResourceType,
    owner: KubeObject,
    dependents: Array<{ type: ResourceType; object: KubeObject }>,
  ): void {
    const blocking = dependents.filter(({ object }) =>
      object.metadata.ownerReferences?.some(
        r => r.uid === owner.metadata.uid && r.blockOwnerDeletion,
      ),
    );
    for (const dependent of dependents) {
      if (!dependent.object.metadata.deletionTimestamp) {
        this.#delete(dependent.type, dependent.object, 'Foreground');
      }
    }
    if (blocking.length === 0) {
      this.#unfinalize(type, owner, 'foregroundDeletion');
    }
  }

  #unfinalize(type: ResourceType, object: KubeObject, name: string): void {
    this.#context.objects.mutate(type, object, copy => {
      copy.metadata.finalizers = copy.metadata.finalizers?.filter(
        f => f !== name,
      );
    });
  }

  #delete(
    type: ResourceType,
    object: KubeObject,
    propagationPolicy: string,
  ): void {
    const { namespace, name, uid } = object.metadata;
    if (this.#context.store.get(type, namespace, name)?.metadata.uid === uid) {
      this.#context.objects.delete(type, namespace, name, {
        propagationPolicy,
      });
    }
  }
}
