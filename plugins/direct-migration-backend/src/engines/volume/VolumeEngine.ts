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
import type { PersistentVolumeClaim, Pod } from '../../kubernetes/clientNode';
import { ifAllowed } from '../../kubernetes/ifAllowed';
import { resources } from '../../kubernetes/resources';
import { followMover, hasEnded, phaseOf } from '../common/followMover';
import { ensureNamespace } from '../common/ensureNamespace';
import {
  componentSelector,
  itemSelector,
  otherAttemptsSelector,
} from '../common/labels';
import { ownerOf } from '../common/ownerOf';
import { readMoverResult } from '../common/readMoverResult';
import { ITEM_RESOURCES, removeObjects } from '../common/removeObjects';
import { runStep } from '../common/runStep';
import { waitForPod } from '../common/waitForPod';
import {
  connectBoth,
  mapNamespace,
  requireMover,
  type EngineOptions,
} from '../EngineOptions';
import type { ItemContext, ItemEngine, StepResult } from '../types';
import {
  buildReceiverPod,
  buildSenderPod,
  type Placement,
} from './buildVolumePods';
import { checkSourceClaim, isSingleNode, usersOf } from './checkSourceClaim';
import {
  chooseEndpoint,
  ensureEndpoint,
  nodePortAddress,
} from './ensureEndpoint';
import { ensureTargetClaim } from './ensureTargetClaim';
import { ensureTls } from './ensureTls';

type VolumeSpec = Plan['volumes'][number];

interface Sides {
  source: ClusterConnection;
  target: ClusterConnection;
  sourceNamespace: string;
  targetNamespace: string;
}

/**
 * Moves one volume: a receiver on the target, a sender on the source, rsync inside mutual TLS between them.
 *
 * @internal
 */
export class VolumeEngine implements ItemEngine {
  readonly #options: EngineOptions;
  readonly #windowMs: number;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#windowMs = options.windowMs ?? 10_000;
  }

  async step(context: ItemContext): Promise<StepResult> {
    return runStep(context, async () => {
      const sides = await this.#sides(context);
      const sender = await this.#find(context, sides, 'sender');
      if (sender) {
        return this.#follow(context, sides, sender);
      }
      return (
        (await this.#removeOlder(context, sides)) ??
        (await this.#prepare(context, sides))
      );
    });
  }

  async cleanup(context: ItemContext): Promise<boolean> {
    const sides = await this.#sides(context);
    const labelSelector = itemSelector(context);
    const results = await Promise.allSettled([
      removeObjects({
        client: sides.source.client,
        kinds: ITEM_RESOURCES.volumeSource,
        namespace: sides.sourceNamespace,
        labelSelector,
      }),
      removeObjects({
        client: sides.target.client,
        kinds: ITEM_RESOURCES.volumeTarget,
        namespace: sides.targetNamespace,
        labelSelector,
      }),
    ]);
    const failed = results.find(r => r.status === 'rejected');
    if (failed) {
      throw failed.reason;
    }
    return results.every(r => r.status === 'fulfilled' && r.value.length === 0);
  }

  async #sides(context: ItemContext): Promise<Sides> {
    const spec = context.spec as VolumeSpec;
    return {
      ...(await connectBoth(this.#options, context.plan)),
      sourceNamespace: spec.namespace,
      targetNamespace: mapNamespace(context.plan, spec.namespace),
    };
  }

  async #find(
    context: ItemContext,
    sides: Sides,
    component: 'sender' | 'receiver',
  ): Promise<Pod | undefined> {
    const onSource = component === 'sender';
    const pods = await (onSource ? sides.source : sides.target).client.list(
      resources.pods,
      {
        namespace: onSource ? sides.sourceNamespace : sides.targetNamespace,
        labelSelector: componentSelector(context, component),
        signal: context.signal,
      },
    );
    return pods.find(pod => !pod.metadata?.deletionTimestamp) ?? pods[0];
  }

  async #removeOlder(
    context: ItemContext,
    sides: Sides,
  ): Promise<StepResult | undefined> {
    if (context.attempt === 1) {
      return undefined;
    }
    const labelSelector = otherAttemptsSelector(context);
    const { signal } = context;
    const left = (
      await Promise.all([
        removeObjects({
          client: sides.source.client,
          kinds: ITEM_RESOURCES.volumeSource,
          namespace: sides.sourceNamespace,
          labelSelector,
          waitMs: this.#windowMs,
          signal,
        }),
        removeObjects({
          client: sides.target.client,
          kinds: ITEM_RESOURCES.volumeTarget,
          namespace: sides.targetNamespace,
          labelSelector,
          waitMs: this.#windowMs,
          signal,
        }),
      ])
    ).flat();
    return left.length
      ? {
          kind: 'continue',
          phase: 'preparing',
          afterMs: 1_000,
          waitingFor: `the end of what an earlier attempt left: ${left.join(
            ', ',
          )}`,
        }
      : undefined;
  }

  async #prepare(context: ItemContext, sides: Sides): Promise<StepResult> {
    const { source, target, sourceNamespace, targetNamespace } = sides;
    const { signal, plan } = context;
    const spec = context.spec as VolumeSpec;
    const mover = requireMover(this.#options);
    // Nothing is made anywhere before the source is known to be good.
    const { claim: sourceClaim, users } = await checkSourceClaim({
      client: source.client,
      cluster: source.name,
      namespace: sourceNamespace,
      name: spec.name,
      signal,
    });
    const capabilities = await target.capabilities();
    const endpoint = chooseEndpoint({
      asked: plan.options.endpoint,
      available: capabilities.endpoints ?? [],
      cluster: target.name,
    });
    await ensureNamespace({
      context,
      target,
      name: targetNamespace,
      source: await ifAllowed(
        source.client.get(
          resources.namespaces,
          { name: sourceNamespace },
          { signal },
        ),
        undefined,
      ),
    });
    const { claim, mirror } = await ensureTargetClaim({
      context,
      target,
      namespace: targetNamespace,
      source: sourceClaim,
    });
    const { service, host, waitingFor } = await ensureEndpoint({
      context,
      target,
      namespace: targetNamespace,
      endpoint,
      windowMs: this.#windowMs,
    });
    if (waitingFor) {
      return {
        kind: 'continue',
        phase: 'waitingForEndpoint',
        afterMs: 1_000,
        waitingFor,
      };
    }
    const owner = ownerOf(resources.services, service);
    const { serverName, secret } = await ensureTls({
      context,
      ...sides,
      owner,
      endpointName: host,
    });
    const receiver = await this.#receiver(context, sides, claim, placement =>
      buildReceiverPod({
        item: context,
        namespace: targetNamespace,
        claim: claim.metadata!.name!,
        mover,
        planOptions: plan.options,
        owner,
        placement,
      }),
    );
    if (isStepResult(receiver)) {
      return receiver;
    }
    const { object: sender, created } = await source.client.createOrGet(
      resources.pods,
      buildSenderPod({
        item: context,
        namespace: sourceNamespace,
        claim: spec.name,
        accessModes: sourceClaim.spec?.accessModes ?? [],
        mover,
        planOptions: plan.options,
        connect: host
          ? { host, port: 443 }
          : await nodePortAddress({ target, service, receiver, signal }),
        serverName,
        mirror,
        owner: ownerOf(resources.secrets, secret),
        placement: isSingleNode(sourceClaim) ? placementWith(users) : undefined,
      }),
      { signal },
    );
    if (created) {
      await context.event(
        'info',
        'volume.senderStarted',
        `Copying ${sourceNamespace}/${spec.name} from ${
          source.name
        } to ${targetNamespace}/${claim.metadata!.name} on ${
          target.name
        } through ${host ? `Route ${host}` : 'a node port'}`,
      );
    }
    return this.#follow(context, sides, sender);
  }

  /** The ready receiver, or what to do until it is. */
  async #receiver(
    context: ItemContext,
    sides: Sides,
    claim: PersistentVolumeClaim,
    build: (placement: Placement | undefined) => Pod,
  ): Promise<Pod | StepResult> {
    const { target, targetNamespace: namespace } = sides;
    const { signal } = context;
    let pod = await this.#find(context, sides, 'receiver');
    if (!pod) {
      const users = usersOf(
        await target.client.list(resources.pods, { namespace, signal }),
        claim.metadata!.name!,
      );
      const wanted = build(
        isSingleNode(claim) ? placementWith(users) : undefined,
      );
      pod = (
        await target.client.createOrGet(resources.pods, wanted, { signal })
      ).object;
    }
    if (pod.metadata?.deletionTimestamp || pod.status?.phase === 'Failed') {
      throw new MigrationError({
        code: 'RECEIVER_LOST',
        message: `The receiver pod ${namespace}/${pod.metadata?.name} on ${
          target.name
        } was removed or ended: ${
          pod.status?.message ?? pod.status?.reason ?? 'no reason given'
        }`,
        hint: 'It was evicted or deleted by somebody; the item is tried again.',
        kind: 'ServiceUnavailableError',
        retryable: true,
      });
    }
    const waited = await waitForPod({
      connection: target,
      pod,
      ready: p =>
        p.status?.conditions?.some(
          c => c.type === 'Ready' && c.status === 'True',
        ) === true,
      timeoutSeconds: context.plan.options.podStartTimeoutSeconds ?? 300,
      windowMs: this.#windowMs,
      about: [claim.metadata!.name!],
      signal,
    });
    if (waited.ready) {
      return waited.pod!;
    }
    return {
      kind: 'continue',
      phase: 'waitingForReceiver',
      afterMs: 500,
      waitingFor: waited.waitingFor,
    };
  }

  async #follow(
    context: ItemContext,
    sides: Sides,
    sender: Pod,
  ): Promise<StepResult> {
    const { signal } = context;
    const { source } = sides;
    const spec = context.spec as VolumeSpec;
    let pod = sender;
    if (!hasEnded(pod)) {
      const started = await waitForPod({
        connection: source,
        pod,
        ready: p => hasEnded(p) || p.status?.phase === 'Running',
        timeoutSeconds: context.plan.options.podStartTimeoutSeconds ?? 300,
        windowMs: this.#windowMs,
        about: [spec.name],
        signal,
      });
      if (!started.ready) {
        return started.pod
          ? {
              kind: 'continue',
              phase: 'waitingForSender',
              afterMs: 500,
              waitingFor: started.waitingFor,
            }
          : senderGone(sender);
      }
      pod = started.pod!;
    }
    const seen = await followMover({
      client: source.client,
      pod,
      windowMs: this.#windowMs * 3,
      signal,
      phase: phaseOf(context),
      onPhase: phase => context.reportPhase(phase),
      onProgress: progress => context.reportProgress(progress),
    });
    if (!seen.pod) {
      return senderGone(sender);
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
}

function isStepResult(value: Pod | StepResult): value is StepResult {
  return !('spec' in value);
}

function senderGone(sender: Pod): StepResult {
  return {
    kind: 'failed',
    retryable: true,
    error: {
      code: 'SENDER_LOST',
      message: `The sender pod ${sender.metadata?.namespace}/${sender.metadata?.name} was deleted before it had finished`,
      hint: 'Somebody or something in the cluster removed it; the item is tried again.',
    },
  };
}

function placementWith(users: Pod[]): Placement | undefined {
  const pod = users.find(user => user.spec?.nodeName);
  return pod
    ? { nodeName: pod.spec!.nodeName!, tolerations: pod.spec!.tolerations }
    : undefined;
}
