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

import type { Pod } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import type { InspectionsStore } from '../../database/InspectionsStore';
import type { MoverImage } from '../common/buildMoverPod';
import { ensureNamespace } from '../common/ensureNamespace';
import { ADOPTED_BY } from '../common/labels';
import { ownerOf } from '../common/ownerOf';
import type { ItemContext, StepResult } from '../types';
import {
  buildReceiverPod,
  buildSenderPod,
  type Placement,
  type SenderConnection,
} from './buildVolumePods';
import { canShare } from './shared/canShare';
import { isShared } from './shared/containerOf';
import type { Visit } from './shared/Gathering';
import { shapeOf, type PodMember } from './shared/mergePods';
import { sharedPods } from './shared/sharedPods';
import { checkSourceClaim, isSingleNode } from './checkSourceClaim';
import { chooseEndpoint } from './endpoints/chooseEndpoint';
import { ensureReceiver } from './ensureReceiver';
import { ensureTargetClaim } from './ensureTargetClaim';
import { ensureWay } from './ensureWay';
import { isBlock } from './isBlock';
import { placementWith } from './placementWith';
import { isReady } from './waitForReceiver';
import { volumeOptions } from './volumeOptions';
import type { VolumeSides, VolumeSpec } from './VolumeSides';

/**
 * Makes everything that a copy needs, the sender last.
 *
 * @returns the sender, or what is waited for until it can be made
 * @internal
 */
export async function startTransfer(options: {
  context: ItemContext;
  sides: VolumeSides;
  mover: MoverImage;
  inspections?: InspectionsStore;
  /** Others that are about to start. */
  visit: Visit<PodMember, Pod>;
  windowMs: number;
}): Promise<Pod | StepResult> {
  const { context, sides, mover, visit, windowMs } = options;
  const { source, target, sourceNamespace, targetNamespace } = sides;
  const { signal, plan } = context;
  const spec = context.spec as VolumeSpec;
  const settings = volumeOptions(plan, spec);
  // Nothing is made anywhere before the source is known to be good.
  const { claim: sourceClaim, users } = await checkSourceClaim({
    client: source.client,
    cluster: source.name,
    namespace: sourceNamespace,
    name: spec.name,
    signal,
  });
  chooseEndpoint({
    situation: {
      network: await target.network(),
      settings: target.networkSettings,
      sameCluster: source.entityRef === target.entityRef,
    },
    asked: plan.options.endpoint,
    cluster: target.name,
  });
  await ensureNamespace({
    context,
    target,
    name: targetNamespace,
    like: { cluster: source, name: sourceNamespace },
  });
  const {
    claim,
    mirror,
    empty,
    created: isNew,
  } = await ensureTargetClaim({
    context,
    target,
    namespace: targetNamespace,
    source: sourceClaim,
    usedBytes: (
      await options.inspections?.get(sourceClaim.metadata?.uid ?? '')
    )?.allocatedBytes,
  });
  const way = await ensureWay({ context, sides, windowMs });
  if ('waitingFor' in way) {
    return {
      kind: 'continue',
      phase: 'waitingForEndpoint',
      afterMs: 1_000,
      waitingFor: way.waitingFor,
    };
  }
  const buildReceiver = (placement: Placement | undefined, place?: number) =>
    buildReceiverPod({
      item: context,
      namespace: targetNamespace,
      claim: claim.metadata!.name!,
      block: isBlock(sourceClaim),
      requireEmpty: empty && !isBlock(sourceClaim),
      mover,
      settings,
      owner: way.targetOwner,
      placement,
      place,
    });
  const buildSender = (connect: SenderConnection) =>
    buildSenderPod({
      item: context,
      namespace: sourceNamespace,
      claim: spec.name,
      block: isBlock(sourceClaim),
      accessModes: sourceClaim.spec?.accessModes ?? [],
      mover,
      settings,
      connect,
      serverName: way.serverName,
      mirror,
      // Only what runs after everything was stopped reads data that stands still.
      quiesced: context.step === 'final',
      owner: ownerOf(resources.secrets, way.secret),
      placement: isSingleNode(sourceClaim) ? placementWith(users) : undefined,
    });
  const mayShare =
    !empty &&
    (await canShare({ context, settings, source: sourceClaim, target, claim }));
  const receiver = await ensureReceiver({
    context,
    sides,
    claim,
    isNew,
    // What has to be empty must have been looked at; everybody else's sender starts together with its receiver.
    ready: empty
      ? pod => isReady(pod, context.itemId)
      : pod => way.isKnown(pod),
    windowMs,
    build: buildReceiver,
    share: mayShare
      ? build => {
          const member = { item: context, build };
          const sender = {
            item: context,
            build: () => buildSender({ host: '', port: 0 }),
          };
          return visit.arrive(
            `${shapeOf(member)} ${shapeOf(sender)}`,
            member,
            sharedPods(target.client),
            signal,
          );
        }
      : undefined,
  });
  if (isStepResult(receiver)) {
    return receiver;
  }
  if (empty) {
    // It listens, so it has found nothing: what comes from now on is ours, and the next attempt goes on with it.
    await target.client.patch(
      resources.persistentVolumeClaims,
      { namespace: targetNamespace, name: claim.metadata!.name! },
      { metadata: { annotations: { [ADOPTED_BY]: plan.id } } },
      { signal },
    );
    await context.event(
      'info',
      'volume.targetAdopted',
      `PersistentVolumeClaim ${targetNamespace}/${claim.metadata!.name} on ${
        target.name
      } was there, and is empty: it is the target`,
    );
  }
  const wanted = buildSender(await way.open(receiver));
  const member = { item: context, build: () => wanted };
  const shared = isShared(receiver)
    ? await visit.arrive(
        `${receiver.metadata!.uid} ${shapeOf(member)}`,
        member,
        sharedPods(source.client),
        signal,
      )
    : undefined;
  const { object: sender, created } = shared
    ? { object: shared, created: true }
    : await source.client.createOrGet(resources.pods, wanted, { signal });
  if (created) {
    await context.event(
      'info',
      'volume.senderStarted',
      `Copying ${sourceNamespace}/${spec.name} from ${
        source.name
      } to ${targetNamespace}/${claim.metadata!.name} on ${
        target.name
      } through ${way.description}`,
    );
  }
  return sender;
}

/** Whether something is a step's result and not a pod. @internal */
export function isStepResult(value: Pod | StepResult): value is StepResult {
  return !('spec' in value);
}
