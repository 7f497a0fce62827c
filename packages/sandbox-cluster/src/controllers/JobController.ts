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

import { isTerminated } from '../runtime/isTerminated';
import { randomSuffix } from '../store/randomSuffix';
import { timestamp } from '../store/timestamp';
import { KubeObject } from '../types';
import {
  ClusterContext,
  Controller,
  isControlledBy,
  splitKey,
} from './ClusterContext';
import { createPodOf } from './createPodOf';
import { followOwners } from './followOwners';
import { condition, conditionOf, count, failureOf } from './jobStatus';
import { WorkQueue } from './WorkQueue';

const BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;

/**
 * Runs jobs: pods until enough have succeeded or too many have failed.
 * @internal
 */
export class JobController implements Controller {
  readonly #context: ClusterContext;
  readonly #queue = new WorkQueue(key => this.#sync(key));
  #unsubscribe: (() => void) | undefined;

  constructor(context: ClusterContext) {
    this.#context = context;
  }

  start(): void {
    this.#unsubscribe = followOwners(this.#context, this.#queue, {
      plural: 'jobs',
      group: 'batch',
      kind: 'Job',
    });
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await this.#queue.stop();
  }

  #sync(key: string): void {
    const { store, registry, objects } = this.#context;
    const type = registry.get('jobs', 'batch');
    const job = store.get(type, ...splitKey(key));
    if (!job || job.metadata.deletionTimestamp) {
      return;
    }
    const ended = conditionOf(job, 'Complete') ?? conditionOf(job, 'Failed');
    if (ended) {
      this.#expire(job, key);
      return;
    }
    const pods = store
      .list(registry.get('pods'), job.metadata.namespace)
      .filter(p => isControlledBy(p, job));
    const active = pods.filter(
      p => !isTerminated(p) && !p.metadata.deletionTimestamp,
    );
    const succeeded = pods.filter(p => p.status?.phase === 'Succeeded');
    const failed = pods.filter(p => p.status?.phase === 'Failed');
    const { failure, msLeft } = failureOf(job, failed.length, pods);
    if (msLeft !== undefined) {
      this.#queue.addAfter(key, msLeft + 10);
    }
    const completions = job.spec.completions ?? 1;
    const complete =
      succeeded.length >= completions &&
      (job.spec.completions !== undefined || active.length === 0);
    if (failure || complete || job.spec.suspend) {
      active.forEach(p => this.#deletePod(p));
    } else {
      this.#startPods(job, { active, succeeded, failed, completions }, key);
    }
    const running = store
      .list(registry.get('pods'), job.metadata.namespace)
      .filter(
        p =>
          isControlledBy(p, job) &&
          !isTerminated(p) &&
          !p.metadata.deletionTimestamp,
      );
    objects.mutate(type, job, copy => {
      copy.status = {
        ...copy.status,
        startTime: copy.status?.startTime ?? timestamp(),
        ...count('active', running.length),
        ...count('succeeded', succeeded.length),
        ...count('failed', failed.length),
      };
      if (running.length === 0) delete copy.status.active;
      if (failure) {
        copy.status.conditions = [condition('Failed', failure)];
      } else if (complete) {
        copy.status.completionTime = timestamp();
        copy.status.conditions = [condition('Complete')];
      }
    });
    if (failure) {
      this.#event(job, 'Warning', failure.reason, failure.message);
    } else if (complete) {
      this.#event(job, 'Normal', 'Completed', 'Job completed');
    }
  }

  #startPods(
    job: KubeObject,
    state: {
      active: KubeObject[];
      succeeded: KubeObject[];
      failed: KubeObject[];
      completions: number;
    },
    key: string,
  ): void {
    const { active, succeeded, failed } = state;
    const wanted = Math.min(
      job.spec.parallelism,
      job.spec.completions === undefined && succeeded.length > 0
        ? active.length
        : state.completions - succeeded.length,
    );
    active.slice(wanted).forEach(p => this.#deletePod(p));
    const missing = wanted - active.length;
    if (missing <= 0) {
      return;
    }
    const lastFailure = Math.max(
      0,
      ...failed.map(p =>
        Date.parse(
          p.status?.containerStatuses?.[0]?.state?.terminated?.finishedAt ??
            p.metadata.creationTimestamp,
        ),
      ),
    );
    const pause =
      failed.length === 0
        ? 0
        : Math.min(BACKOFF_MS * 2 ** (failed.length - 1), MAX_BACKOFF_MS);
    const left = lastFailure + pause - Date.now();
    if (left > 0) {
      this.#queue.addAfter(key, left);
      return;
    }
    for (let i = 0; i < missing; i += 1) {
      this.#createPod(job);
    }
  }

  #createPod(job: KubeObject): void {
    const name = `${job.metadata.name.slice(0, 57)}-${randomSuffix()}`;
    try {
      createPodOf(this.#context, job, name);
      this.#event(job, 'Normal', 'SuccessfulCreate', `Created pod: ${name}`);
    } catch (error) {
      this.#event(
        job,
        'Warning',
        'FailedCreate',
        `Error creating: ${(error as Error).message}`,
      );
      throw error;
    }
  }

  #deletePod(pod: KubeObject): void {
    const { objects, registry } = this.#context;
    const { namespace, name } = pod.metadata;
    objects.delete(registry.get('pods'), namespace, name);
  }

  #expire(job: KubeObject, key: string): void {
    const seconds = job.spec.ttlSecondsAfterFinished;
    if (seconds === undefined) {
      return;
    }
    const [{ lastTransitionTime }] = job.status.conditions;
    const left = Date.parse(lastTransitionTime) + seconds * 1000 - Date.now();
    if (left > 0) {
      this.#queue.addAfter(key, left);
      return;
    }
    const { objects, registry } = this.#context;
    objects.delete(registry.get('jobs', 'batch'), ...splitKey(key), {
      propagationPolicy: 'Background',
    });
  }

  #event(
    job: KubeObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void {
    this.#context.recordEvent(job, {
      type,
      reason,
      message,
      component: 'job-controller',
    });
  }
}
