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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import { randomUUID } from 'node:crypto';
import { MigrationError } from '../../errors/MigrationError';
import type { Pod } from '../../kubernetes/clientNode';
import { ifAllowed } from '../../kubernetes/ifAllowed';
import { resources } from '../../kubernetes/resources';
import { awaitPodResult, awaitPodStart } from '../common/awaitPod';
import type { MoverImage } from '../common/buildMoverPod';
import { ensureNamespace } from '../common/ensureNamespace';
import { hasEnded } from '../common/followMover';
import { itemSelector } from '../common/labels';
import { ownerOf } from '../common/ownerOf';
import type { ItemContext } from '../types';
import { ensureWay } from '../volume/ensureWay';
import { volumeOptions } from '../volume/volumeOptions';
import { removeVolumeObjects } from '../volume/removeVolumeObjects';
import type { VolumeSides } from '../volume/VolumeSides';
import { buildProbeReceiver, buildProbeSender } from './buildProbePods';

/** Somebody waits for the answer: a pod that takes longer is not waited for. */
const POD_START_S = 60;
const DEADLINE_MS = 150_000;
const WINDOW_MS = 5_000;

/** What a probe has proved. @internal */
export interface ProbeOutcome {
  /** For people: `route dm-….apps.example.com`. */
  way: string;
  /** `host:port`, if there is one between. */
  proxy?: string;
  /** Of the endpoint's name, as the source cluster knows it. */
  addresses: string[];
  bytes: number;
  bytesPerSecond: number;
  /** It was not there, and the migration would have made it too. */
  madeNamespace: boolean;
}

type ProbeContext = Pick<
  ItemContext,
  'itemId' | 'migrationId' | 'attempt' | 'plan' | 'signal' | 'event'
> & { probe: true };

/**
 * Moves a few MiB from one namespace to another the way that volumes of the plan would go: same endpoint, certificates,
 * proxy, NetworkPolicies, image and rights of the pods. Whatever it makes but the namespace is removed again.
 *
 * @throws MigrationError with the cause
 * @internal
 */
export async function runProbe(options: {
  plan: Plan;
  sides: VolumeSides;
  mover: MoverImage;
  logger: LoggerService;
}): Promise<ProbeOutcome> {
  const { plan, sides, logger } = options;
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const id = randomUUID();
  const context: ProbeContext = {
    probe: true,
    itemId: id,
    migrationId: id,
    attempt: 1,
    plan: {
      ...plan,
      options: {
        ...plan.options,
        podStartTimeoutSeconds: Math.min(
          plan.options.podStartTimeoutSeconds ?? POD_START_S,
          POD_START_S,
        ),
      },
    },
    signal: deadline,
    event: async () => {},
  };
  try {
    return await attempt({ ...options, context });
  } catch (error) {
    throw deadline.aborted ? tooLong() : error;
  } finally {
    await removeVolumeObjects({
      plan,
      sides,
      labelSelector: itemSelector(context),
    }).catch(error =>
      // They are found again by their label and age.
      logger.warn(`Objects of probe ${id} could not be removed yet: ${error}`),
    );
  }
}

async function attempt(options: {
  sides: VolumeSides;
  mover: MoverImage;
  context: ProbeContext;
}): Promise<ProbeOutcome> {
  const { sides, mover, context } = options;
  const { source, target, sourceNamespace, targetNamespace } = sides;
  const { signal } = context;
  const before = await ifAllowed(
    target.client.get(
      resources.namespaces,
      { name: targetNamespace },
      { signal },
    ),
    'unknown' as const,
  );
  await ensureNamespace({
    context,
    target,
    name: targetNamespace,
    like: { cluster: source, name: sourceNamespace },
  });
  let way = await ensureWay({ context, sides, windowMs: WINDOW_MS });
  while ('waitingFor' in way) {
    // It has a deadline of its own.
    way = await ensureWay({ context, sides, windowMs: WINDOW_MS });
  }
  // Those of the first volume of the namespace stand for all.
  const { sourcePod, targetPod } = volumeOptions(
    context.plan,
    context.plan.volumes.find(v => v.namespace === sourceNamespace),
  );
  const common = { item: context, mover };
  const { object: made } = await target.client.createOrGet(
    resources.pods,
    buildProbeReceiver({
      ...common,
      namespace: targetNamespace,
      owner: way.targetOwner,
      pod: targetPod,
    }),
    { signal },
  );
  const { podStartTimeoutSeconds } = context.plan.options;
  const receiver = await awaitPodStart({
    connection: target,
    pod: made,
    ready: isReady,
    timeoutSeconds: podStartTimeoutSeconds!,
    signal,
  });
  const connect = await way.open(receiver);
  const { object: sender } = await source.client.createOrGet(
    resources.pods,
    buildProbeSender({
      ...common,
      namespace: sourceNamespace,
      connect,
      serverName: way.serverName,
      owner: ownerOf(resources.secrets, way.secret),
      pod: sourcePod,
    }),
    { signal },
  );
  await awaitPodStart({
    connection: source,
    pod: sender,
    ready: pod => hasEnded(pod) || pod.status?.phase === 'Running',
    timeoutSeconds: podStartTimeoutSeconds!,
    signal,
  });
  const result = await awaitPodResult({
    connection: source,
    pod: sender,
    timeoutMs: DEADLINE_MS,
    tooLong,
    signal,
  });
  return {
    way: way.description,
    proxy: connect.proxy && `${connect.proxy.host}:${connect.proxy.port}`,
    addresses: (result.addresses as string[] | undefined) ?? [],
    bytes: Number(result.bytes),
    bytesPerSecond: Number(result.bytesPerSecond),
    madeNamespace: before === undefined,
  };
}

function isReady(pod: Pod): boolean {
  return (
    pod.status?.conditions?.some(
      c => c.type === 'Ready' && c.status === 'True',
    ) === true
  );
}

function tooLong(): MigrationError {
  return new MigrationError({
    code: 'PROBE_TIMEOUT',
    message: `The probe did not end within ${DEADLINE_MS / 1000} s`,
    hint: 'Run it again; if it is so slow each time, a migration will be too.',
    kind: 'ServiceUnavailableError',
  });
}
