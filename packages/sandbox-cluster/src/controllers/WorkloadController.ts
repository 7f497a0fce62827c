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

import { createHash } from 'node:crypto';
import { isPodReady } from '../runtime/isPodReady';
import { isTerminated } from '../runtime/isTerminated';
import { randomSuffix } from '../store/randomSuffix';
import { KubeObject } from '../types';
import {
  ClusterContext,
  Controller,
  controllerReference,
  isControlledBy,
  keyOf,
  onChange,
  splitKey,
} from './ClusterContext';
import { createPodOf } from './createPodOf';
import { statefulSetClaims, statefulSetPodSpec } from './statefulSetPods';
import { WorkQueue } from './WorkQueue';
import { writeDeploymentStatus } from './writeDeploymentStatus';

/**
 * Keeps the replicas of deployments, replica sets and stateful sets.
 * @internal
 */
export class WorkloadController implements Controller {
  readonly #context: ClusterContext;
  readonly #queue = new WorkQueue(key => this.#sync(key));
  #unsubscribe: (() => void) | undefined;

  constructor(context: ClusterContext) {
    this.#context = context;
  }

  start(): void {
    const { store, registry } = this.#context;
    for (const plural of ['deployments', 'replicasets', 'statefulsets']) {
      store
        .list(registry.get(plural, 'apps'))
        .forEach(o => this.#queue.add(`${plural}:${keyOf(o)}`));
    }
    this.#unsubscribe = onChange(
      this.#context,
      ['deployments', 'replicasets', 'statefulsets', 'pods'],
      ({ object, resource }) => {
        if (resource.group === 'apps') {
          this.#queue.add(`${resource.plural}:${keyOf(object)}`);
        }
        const owner = object.metadata.ownerReferences?.find(r => r.controller);
        if (owner && /^(Deployment|ReplicaSet|StatefulSet)$/.test(owner.kind)) {
          this.#queue.add(
            `${owner.kind.toLowerCase()}s:${object.metadata.namespace}/${
              owner.name
            }`,
          );
        }
      },
    );
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await this.#queue.stop();
  }

  #sync(key: string): void {
    const [plural, id] = key.split(':');
    const type = this.#context.registry.get(plural, 'apps');
    const object = this.#context.store.get(type, ...splitKey(id));
    if (!object || object.metadata.deletionTimestamp) {
      return;
    }
    if (plural === 'deployments') this.#syncDeployment(object);
    if (plural === 'replicasets') this.#syncReplicaSet(object);
    if (plural === 'statefulsets') this.#syncStatefulSet(object);
  }

  #syncDeployment(deployment: KubeObject): void {
    const { store, registry, objects } = this.#context;
    const type = registry.get('replicasets', 'apps');
    const { namespace, name } = deployment.metadata;
    const { template, replicas, selector } = deployment.spec;
    const hash = createHash('sha256')
      .update(JSON.stringify(template))
      .digest('hex')
      .slice(0, 10);
    const owned = store
      .list(type, namespace)
      .filter(s => isControlledBy(s, deployment));
    const label = { 'pod-template-hash': hash };
    const current = owned.find(
      s => s.metadata.labels?.['pod-template-hash'] === hash,
    );
    if (!current) {
      const labels = { ...template.metadata?.labels, ...label };
      objects.create(type, namespace, {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: {
          name: `${name}-${hash}`,
          labels,
          ownerReferences: [controllerReference(deployment)],
        },
        spec: {
          replicas,
          selector: {
            ...selector,
            matchLabels: { ...selector.matchLabels, ...label },
          },
          template: { ...template, metadata: { ...template.metadata, labels } },
        },
      });
    } else if (current.spec.replicas !== replicas) {
      objects.mutate(type, current, copy => {
        copy.spec.replicas = replicas;
      });
    }
    const newReady = current?.status?.readyReplicas ?? 0;
    const mayDrop =
      deployment.spec.strategy.type === 'Recreate' || newReady >= replicas;
    for (const old of owned.filter(s => s !== current && mayDrop)) {
      objects.mutate(type, old, copy => {
        copy.spec.replicas = 0;
      });
    }
    objects.mutate(registry.get('deployments', 'apps'), deployment, copy =>
      writeDeploymentStatus(copy, store.list(type, namespace), hash),
    );
  }

  #podsOf(owner: KubeObject): KubeObject[] {
    const { store, registry } = this.#context;
    return store
      .list(registry.get('pods'), owner.metadata.namespace)
      .filter(p => isControlledBy(p, owner) && !p.metadata.deletionTimestamp);
  }

  #syncReplicaSet(set: KubeObject): void {
    const { registry, objects } = this.#context;
    const type = registry.get('pods');
    const pods = this.#podsOf(set).filter(p => !isTerminated(p));
    const { replicas, template } = set.spec;
    for (let i = pods.length; i < replicas; i += 1) {
      this.#createPod(set, `${set.metadata.name}-${randomSuffix()}`, template);
    }
    pods
      .slice(replicas)
      .forEach(p =>
        objects.delete(type, p.metadata.namespace, p.metadata.name),
      );
    this.#writeCounts('replicasets', set);
  }

  #syncStatefulSet(set: KubeObject): void {
    const { store, registry, objects } = this.#context;
    const { namespace, name } = set.metadata;
    const type = registry.get('pods');
    const parallel = set.spec.podManagementPolicy === 'Parallel';
    for (let i = 0; i < set.spec.replicas; i += 1) {
      const podName = `${name}-${i}`;
      const pod = store.get(type, namespace, podName);
      if (pod && isTerminated(pod) && !pod.metadata.deletionTimestamp) {
        objects.delete(type, namespace, podName);
      }
      if (!pod) {
        const claims = registry.get('persistentvolumeclaims');
        for (const claim of statefulSetClaims(set, i)) {
          if (!store.get(claims, namespace, claim.metadata.name as string)) {
            objects.create(claims, namespace, claim);
          }
        }
        this.#createPod(set, podName, {
          ...set.spec.template,
          spec: statefulSetPodSpec(set, i),
        });
      }
      if (!parallel && !(pod && isPodReady(pod))) break;
    }
    for (const pod of this.#podsOf(set)) {
      const ordinal = Number(/-(\d+)$/.exec(pod.metadata.name)?.[1]);
      if (ordinal >= set.spec.replicas) {
        objects.delete(type, namespace, pod.metadata.name);
      }
    }
    this.#writeCounts('statefulsets', set);
  }

  #createPod(owner: KubeObject, name: string, template: any): void {
    createPodOf(this.#context, owner, name, template);
    this.#context.recordEvent(owner, {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created pod: ${name}`,
      component: `${owner.kind.toLowerCase()}-controller`,
    });
  }

  #writeCounts(plural: string, owner: KubeObject): void {
    const { registry, objects } = this.#context;
    const pods = this.#podsOf(owner).filter(p => !isTerminated(p));
    const ready = pods.filter(isPodReady).length;
    objects.mutate(registry.get(plural, 'apps'), owner, copy => {
      copy.status = {
        ...copy.status,
        replicas: pods.length,
        readyReplicas: ready,
        availableReplicas: ready,
        observedGeneration: copy.metadata.generation,
        ...(plural === 'statefulsets'
          ? { currentReplicas: pods.length, updatedReplicas: pods.length }
          : { fullyLabeledReplicas: pods.length }),
      };
    });
  }
}
