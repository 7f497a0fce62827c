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
import { matchesLabelSelector, matchesRequirement } from '../store/selectors';
import { timestamp } from '../store/timestamp';
import {
  ClusterContext,
  Controller,
  keyOf,
  onChange,
  splitKey,
} from './ClusterContext';
import { WorkQueue } from './WorkQueue';

/**
 * Binds pods to the node, or says why it cannot be done.
 * @internal
 */
export class SchedulerController implements Controller {
  readonly #context: ClusterContext;
  readonly #queue = new WorkQueue(key => this.#schedule(key));
  #unsubscribe: (() => void) | undefined;

  constructor(context: ClusterContext) {
    this.#context = context;
  }

  start(): void {
    this.#addPending();
    this.#unsubscribe = onChange(
      this.#context,
      ['pods', 'persistentvolumeclaims', 'nodes'],
      event => {
        if (event.resource.plural === 'pods' && event.type !== 'DELETED') {
          this.#queue.add(keyOf(event.object));
        } else {
          this.#addPending();
        }
      },
    );
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await this.#queue.stop();
  }

  #addPending(): void {
    this.#context.store
      .list(this.#context.registry.get('pods'))
      .filter(p => !p.spec.nodeName)
      .forEach(p => this.#queue.add(keyOf(p)));
  }

  #schedule(key: string): void {
    const { store, registry, objects, nodeName } = this.#context;
    const type = registry.get('pods');
    const pod = store.get(type, ...splitKey(key));
    if (!pod || pod.spec.nodeName || pod.metadata.deletionTimestamp) {
      return;
    }
    const problem = this.#problem(pod);
    if (problem === undefined) {
      objects.mutate(type, pod, copy => {
        copy.spec.nodeName = nodeName;
      });
      this.#context.recordEvent(pod, {
        type: 'Normal',
        reason: 'Scheduled',
        message: `Successfully assigned ${key} to ${nodeName}`,
        component: 'default-scheduler',
      });
      return;
    }
    if (problem === 'wait') {
      return;
    }
    const message = `0/1 nodes are available: ${problem}.`;
    const known = pod.status?.conditions?.find(
      (c: any) => c.type === 'PodScheduled',
    );
    if (known?.message === message) {
      return;
    }
    objects.mutate(type, pod, copy => {
      copy.status.conditions = [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message,
          lastProbeTime: null,
          lastTransitionTime: timestamp(),
        },
      ];
    });
    this.#context.recordEvent(pod, {
      type: 'Warning',
      reason: 'FailedScheduling',
      message,
      component: 'default-scheduler',
    });
  }

  /** Why the pod cannot run on the node; `wait` while a volume is being made for it. */
  #problem(pod: KubeObject): string | undefined {
    const { store, registry, nodeName } = this.#context;
    const node = store.get(registry.get('nodes'), undefined, nodeName);
    const labels = node?.metadata.labels ?? {};
    if (node?.spec?.unschedulable) {
      return '1 node(s) were unschedulable';
    }
    if (
      !matchesLabelSelector({ matchLabels: pod.spec.nodeSelector }, labels) ||
      !matchesAffinity(pod, labels, nodeName)
    ) {
      return "1 node(s) didn't match Pod's node affinity/selector";
    }
    let wait = false;
    for (const volume of pod.spec.volumes ?? []) {
      const claimName = volume.persistentVolumeClaim?.claimName;
      const problem = claimName && this.#claimProblem(pod, claimName);
      if (problem === 'wait') {
        wait = true;
      } else if (problem) {
        return problem;
      }
    }
    return wait ? 'wait' : undefined;
  }

  #claimProblem(pod: KubeObject, claimName: string): string | undefined {
    const { store, registry, objects, nodeName } = this.#context;
    const type = registry.get('persistentvolumeclaims');
    const claim = store.get(type, pod.metadata.namespace, claimName);
    if (!claim) {
      return `persistentvolumeclaim "${claimName}" not found`;
    }
    if (claim.metadata.deletionTimestamp) {
      return `persistentvolumeclaim "${claimName}" is being deleted`;
    }
    if (claim.spec.accessModes?.includes('ReadWriteOncePod')) {
      const other = store
        .list(registry.get('pods'), pod.metadata.namespace)
        .some(
          p =>
            p.spec.nodeName &&
            !['Succeeded', 'Failed'].includes(p.status?.phase) &&
            usesClaim(p, claimName),
        );
      if (other) {
        return '1 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';
      }
    }
    if (claim.status?.phase === 'Bound') {
      return undefined;
    }
    const className = claim.spec.storageClassName;
    const storageClass =
      className &&
      store.get(registry.get('storageclasses'), undefined, className);
    if (storageClass?.volumeBindingMode === 'WaitForFirstConsumer') {
      objects.mutate(type, claim, copy => {
        copy.metadata.annotations = {
          ...copy.metadata.annotations,
          'volume.kubernetes.io/selected-node': nodeName,
        };
      });
      return 'wait';
    }
    return '1 pod has unbound immediate PersistentVolumeClaims';
  }
}

/**
 * Whether a pod mounts a claim.
 * @internal
 */
export function usesClaim(pod: KubeObject, claimName: string): boolean {
  return Boolean(
    pod.spec.volumes?.some(
      (v: any) => v.persistentVolumeClaim?.claimName === claimName,
    ),
  );
}

function matchesAffinity(
  pod: KubeObject,
  labels: Record<string, string>,
  nodeName: string,
): boolean {
  const terms: any[] | undefined =
    pod.spec.affinity?.nodeAffinity
      ?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!terms) {
    return true;
  }
  return terms.some(
    term =>
      (term.matchExpressions ?? []).every((e: any) =>
        matchesRequirement(labels, { values: [], ...e }),
      ) &&
      (term.matchFields ?? []).every((e: any) =>
        matchesRequirement({ 'metadata.name': nodeName }, { values: [], ...e }),
      ),
  );
}
