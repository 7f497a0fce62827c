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
import { ifAllowed } from '../../kubernetes/ifAllowed';
import { resources } from '../../kubernetes/resources';
import type { MoverImage } from '../common/buildMoverPod';
import { ensureNamespace } from '../common/ensureNamespace';
import { ownerOf } from '../common/ownerOf';
import type { ItemContext, StepResult } from '../types';
import { buildReceiverPod, buildSenderPod } from './buildVolumePods';
import { checkSourceClaim, isSingleNode } from './checkSourceClaim';
import {
  chooseEndpoint,
  ensureEndpoint,
  nodePortAddress,
} from './ensureEndpoint';
import { ensureReceiver } from './ensureReceiver';
import { ensureTargetClaim } from './ensureTargetClaim';
import { ensureTls } from './ensureTls';
import { placementWith } from './placementWith';
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
  windowMs: number;
}): Promise<Pod | StepResult> {
  const { context, sides, mover, windowMs } = options;
  const { source, target, sourceNamespace, targetNamespace } = sides;
  const { signal, plan } = context;
  const spec = context.spec as VolumeSpec;
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
    windowMs: windowMs,
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
  const receiver = await ensureReceiver({
    context,
    sides,
    claim,
    windowMs,
    build: placement =>
      buildReceiverPod({
        item: context,
        namespace: targetNamespace,
        claim: claim.metadata!.name!,
        mover,
        planOptions: plan.options,
        owner,
        placement,
      }),
  });
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
  return sender;
}

/** Whether something is a step's result and not a pod. @internal */
export function isStepResult(value: Pod | StepResult): value is StepResult {
  return !('spec' in value);
}
