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

import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterConnection } from '../../clusters/types';
import { MigrationError } from '../../errors/MigrationError';
import type { Job, Pod } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import { ensureNamespace } from '../common/ensureNamespace';
import { followMover, hasEnded, phaseOf } from '../common/followMover';
import {
  componentSelector,
  itemSelector,
  objectName,
  otherAttemptsSelector,
} from '../common/labels';
import { ownerOf } from '../common/ownerOf';
import { readMoverResult } from '../common/readMoverResult';
import { ITEM_RESOURCES, removeObjects } from '../common/removeObjects';
import { runStep } from '../common/runStep';
import { waitForPod } from '../common/waitForPod';
import {
  connectBoth,
  requireMover,
  type EngineOptions,
} from '../EngineOptions';
import type { ItemContext, ItemEngine, StepResult } from '../types';
import {
  buildConfigSecret,
  buildCopierConfig,
  buildCopierJob,
  copierNamespace,
  targetRepository,
} from './buildCopier';
import { requireRegistry } from './requireRegistry';

type ImageSpec = Plan['images'][number];

/**
 * Moves one image repository: a copier Job on the target reads from the source's registry and writes to the target's.
 *
 * @internal
 */
export class ImageEngine implements ItemEngine {
  readonly #options: EngineOptions;
  readonly #windowMs: number;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#windowMs = options.windowMs ?? 10_000;
  }

  async step(context: ItemContext): Promise<StepResult> {
    return runStep(context, async () => {
      const { source, target } = await connectBoth(this.#options, context.plan);
      const namespace = copierNamespace(
        context.plan,
        context.spec as ImageSpec,
      );
      const job = await target.client.get(
        resources.jobs,
        { namespace, name: objectName(context, 'copier') },
        { signal: context.signal },
      );
      if (job && !job.metadata?.deletionTimestamp) {
        return this.#follow(context, target, job);
      }
      return this.#start(context, source, target, namespace);
    });
  }

  async cleanup(context: ItemContext): Promise<boolean> {
    const { target } = await connectBoth(this.#options, context.plan);
    const left = await removeObjects({
      client: target.client,
      kinds: ITEM_RESOURCES.imageTarget,
      namespace: copierNamespace(context.plan, context.spec as ImageSpec),
      labelSelector: itemSelector(context),
    });
    return left.length === 0;
  }

  async #start(
    context: ItemContext,
    source: ClusterConnection,
    target: ClusterConnection,
    namespace: string,
  ): Promise<StepResult> {
    const { signal, plan } = context;
    const spec = context.spec as ImageSpec;
    const mover = requireMover(this.#options);
    const config = await buildCopierConfig({
      plan,
      spec,
      source: await requireRegistry(source),
      target: await requireRegistry(target),
    });
    if (context.attempt > 1) {
      const left = await removeObjects({
        client: target.client,
        kinds: ITEM_RESOURCES.imageTarget,
        namespace,
        labelSelector: otherAttemptsSelector(context),
        waitMs: this.#windowMs,
        signal,
      });
      if (left.length) {
        return {
          kind: 'continue',
          phase: 'preparing',
          afterMs: 1_000,
          waitingFor: `the end of what an earlier attempt left: ${left.join(
            ', ',
          )}`,
        };
      }
    }
    await ensureNamespace({ context, target, name: namespace });
    // Credentials may have changed since a crash, so a Secret without a Job is not kept.
    const name = objectName(context, 'config');
    await target.client.delete(
      resources.secrets,
      { namespace, name },
      { signal },
    );
    const secret = await target.client.create(
      resources.secrets,
      buildConfigSecret({ item: context, namespace, config }),
      { signal },
    );
    const { object: job, created } = await target.client.createOrGet(
      resources.jobs,
      buildCopierJob({
        item: context,
        namespace,
        mover,
        planOptions: plan.options,
        openshift: (await target.capabilities()).openshift,
        owner: ownerOf(resources.secrets, secret),
      }),
      { signal },
    );
    if (created) {
      await context.event(
        'info',
        'image.copierStarted',
        `Copying ${spec.repository} from ${source.name} to ${targetRepository(
          plan,
          spec,
        )} on ${target.name}`,
      );
    }
    return this.#follow(context, target, job);
  }

  async #follow(
    context: ItemContext,
    target: ClusterConnection,
    job: Job,
  ): Promise<StepResult> {
    const { signal } = context;
    const namespace = job.metadata!.namespace!;
    const timeoutSeconds = context.plan.options.podStartTimeoutSeconds ?? 300;
    const { objects } = await target.client.waitFor(resources.pods, {
      namespace,
      labelSelector: componentSelector(context, 'copier'),
      predicate: pods => pods.length > 0,
      timeoutMs: jobFailure(job) ? 0 : this.#windowMs,
      signal,
    });
    let pod: Pod | undefined = objects[0];
    if (!pod) {
      return this.#withoutPod(context, target, job, timeoutSeconds);
    }
    if (!hasEnded(pod)) {
      const started = await waitForPod({
        connection: target,
        pod,
        ready: p => hasEnded(p) || p.status?.phase === 'Running',
        timeoutSeconds,
        windowMs: this.#windowMs,
        signal,
      });
      if (!started.ready && started.pod) {
        return {
          kind: 'continue',
          phase: 'waitingForCopier',
          afterMs: 500,
          waitingFor: started.waitingFor,
        };
      }
      pod = started.pod;
    }
    const seen =
      pod &&
      (await followMover({
        client: target.client,
        pod,
        windowMs: this.#windowMs * 3,
        signal,
        phase: phaseOf(context),
        onPhase: phase => context.reportPhase(phase),
        onProgress: progress => context.reportProgress(progress),
      }));
    if (!seen?.pod) {
      return copierLost(job, 'its pod was deleted');
    }
    const result = readMoverResult(seen.pod, seen.lastLine);
    if (result) {
      return { ...result, progress: result.progress ?? seen.progress };
    }
    return {
      kind: 'continue',
      phase: seen.phase ?? 'copying',
      afterMs: 0,
      progress: seen.progress,
      ...(seen.phase && { memo: { moverPhase: seen.phase } }),
    };
  }

  /** A quota, a security rule or an admission webhook refused the pod, which only the Job's own events tell. */
  async #withoutPod(
    context: ItemContext,
    target: ClusterConnection,
    job: Job,
    timeoutSeconds: number,
  ): Promise<StepResult> {
    const { namespace, name, uid, creationTimestamp } = job.metadata!;
    const failure = jobFailure(job);
    if (failure) {
      return copierLost(job, failure);
    }
    const events = await target.client
      .list(resources.events, {
        namespace: namespace!,
        fieldSelector: 'type=Warning',
        signal: context.signal,
      })
      .catch(() => []);
    const cause = events
      .filter(e => e.type === 'Warning' && e.involvedObject?.uid === uid)
      .map(e => `${e.reason}: ${e.message}`)
      .pop();
    const waitingFor = `the pod of Job ${namespace}/${name} on ${
      target.name
    }: ${cause ?? 'not created yet'}`;
    if (Date.now() > Date.parse(creationTimestamp!) + timeoutSeconds * 1000) {
      throw new MigrationError({
        code: /quota/i.test(cause ?? '')
          ? 'QUOTA_EXCEEDED'
          : 'POD_START_TIMEOUT',
        message: `Waited ${timeoutSeconds} s for ${waitingFor}`,
        hint: 'Remove the cause, or raise the plan’s option podStartTimeoutSeconds.',
        kind: 'ServiceUnavailableError',
        retryable: true,
      });
    }
    return {
      kind: 'continue',
      phase: 'waitingForCopier',
      afterMs: 1_000,
      waitingFor,
    };
  }
}

function jobFailure(job: Job): string | undefined {
  const failed = job.status?.conditions?.find(
    c => c.type === 'Failed' && c.status === 'True',
  );
  return failed && [failed.reason, failed.message].filter(Boolean).join(': ');
}

function copierLost(job: Job, cause: string): StepResult {
  return {
    kind: 'failed',
    retryable: true,
    error: {
      code: 'COPIER_LOST',
      message: `Job ${job.metadata?.namespace}/${job.metadata?.name} ended without a result: ${cause}`,
      hint: 'Somebody or something in the cluster removed its pod; the item is tried again.',
    },
  };
}
