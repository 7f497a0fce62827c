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
import { ClusterContext, Controller, onChange } from './ClusterContext';
import { WorkQueue } from './WorkQueue';

/**
 * Gives namespaces what every one has, and empties those that are being deleted.
 * @internal
 */
export class NamespaceController implements Controller {
  readonly #context: ClusterContext;
  readonly #caPem: string;
  readonly #queue = new WorkQueue(name => this.#sync(name));
  #unsubscribe: (() => void) | undefined;

  constructor(options: { context: ClusterContext; caPem: string }) {
    this.#context = options.context;
    this.#caPem = options.caPem;
  }

  start(): void {
    const { store, registry } = this.#context;
    store
      .list(registry.get('namespaces'))
      .forEach(n => this.#queue.add(n.metadata.name));
    const ofNamespaces = onChange(this.#context, ['namespaces'], event => {
      if (event.type === 'ADDED') this.#furnish(event.object);
      this.#queue.add(event.object.metadata.name);
    });
    const ofContent = store.subscribe(event => {
      const { namespace } = event.object.metadata;
      if (event.type === 'DELETED' && namespace) this.#queue.add(namespace);
    });
    this.#unsubscribe = () => {
      ofNamespaces();
      ofContent();
    };
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await this.#queue.stop();
  }

  /** At once, so that a pod that is made directly after its namespace finds its service account. */
  #furnish(namespace: KubeObject): void {
    const { objects, registry } = this.#context;
    const { name } = namespace.metadata;
    objects.create(registry.get('serviceaccounts'), name, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default' },
    });
    objects.create(registry.get('configmaps'), name, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'kube-root-ca.crt' },
      data: { 'ca.crt': this.#caPem },
    });
  }

  #sync(name: string): void {
    const { store, registry, objects } = this.#context;
    const type = registry.get('namespaces');
    const namespace = store.get(type, undefined, name);
    if (!namespace?.metadata.deletionTimestamp) {
      return;
    }
    let left = 0;
    for (const content of registry.all().filter(t => t.namespaced)) {
      for (const object of store.list(content, name)) {
        if (!object.metadata.deletionTimestamp) {
          objects.delete(content, name, object.metadata.name, {
            propagationPolicy: 'Background',
          });
        }
      }
      left += store.list(content, name).length;
    }
    if (left === 0) {
      objects.mutate(type, namespace, copy => {
        copy.spec = { ...copy.spec, finalizers: [] };
      });
    }
  }
}
