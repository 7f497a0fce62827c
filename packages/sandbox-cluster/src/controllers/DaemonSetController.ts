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
import { isPodReady } from '../runtime/isPodReady';
import { isTerminated } from '../runtime/isTerminated';
import { randomSuffix } from '../store/randomSuffix';
import { KubeObject } from '../types';
import {
  ClusterContext,
  Controller,
  isControlledBy,
  splitKey,
} from './ClusterContext';
import { createPodOf } from './createPodOf';
import { followOwners } from './followOwners';
import { WorkQueue } from './WorkQueue';

/**
 * Keeps one pod of each daemon set on the node, where its node selector fits.
 * @internal
 */
export class DaemonSetController implements Controller {
  readonly #context: ClusterContext;
  readonly #queue = new WorkQueue(key => this.#sync(key));
  #unsubscribe: (() => void) | undefined;

  constructor(context: ClusterContext) {
    this.#context = context;
  }

  start(): void {
    this.#unsubscribe = followOwners(this.#context, this.#queue, {
      plural: 'daemonsets',
      group: 'apps',
      kind: 'DaemonSet',
    });
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await this.#queue.stop();
  }

  #sync(key: string): void {
    const { store, registry, objects } = this.#context;
    const type = registry.get('daemonsets', 'apps');
    const set = store.get(type, ...splitKey(key));
    if (!set || set.metadata.deletionTimestamp) {
      return;
    }
    const pods = () =>
      store
        .list(registry.get('pods'), set.metadata.namespace)
        .filter(
          pod =>
            isControlledBy(pod, set) &&
            !pod.metadata.deletionTimestamp &&
            !isTerminated(pod),
        );
    const wanted = this.#fits(set) ? 1 : 0;
    pods()
      .slice(wanted)
      .forEach(pod =>
        objects.delete(
          registry.get('pods'),
          pod.metadata.namespace,
          pod.metadata.name,
        ),
      );
    if (pods().length < wanted) {
      createPodOf(this.#context, set, `${set.metadata.name}-${randomSuffix()}`);
    }
    const now = pods();
    objects.mutate(type, set, copy => {
      copy.status = {
        ...copy.status,
        observedGeneration: copy.metadata.generation,
        desiredNumberScheduled: wanted,
        currentNumberScheduled: now.length,
        numberMisscheduled: 0,
        numberReady: now.filter(isPodReady).length,
        updatedNumberScheduled: now.length,
      };
    });
  }

  #fits(set: KubeObject): boolean {
    const { store, registry, nodeName } = this.#context;
    const node = store.get(registry.get('nodes'), undefined, nodeName);
    return Object.entries(set.spec.template.spec.nodeSelector ?? {}).every(
      ([key, value]) => node?.metadata.labels?.[key] === value,
    );
  }
}
