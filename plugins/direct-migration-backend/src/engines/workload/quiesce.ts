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

import type { ClusterConnection } from '../../clusters/types';
import type { StoppedWorkloadsStore } from '../../database/StoppedWorkload';
import { MigrationError } from '../../errors/MigrationError';
import type { Pod } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import type { ItemContext, StepResult } from '../types';
import { nameOf } from './claimsOf';
import { claimsOfPlan, findUsers, writersAmong, type Users } from './findUsers';
import { stopWorkload } from './stopWorkload';
import { WORKLOAD_KINDS } from './workloadKinds';

const DEFAULT_TIMEOUT_S = 600;
/** Pods that are named in a message. */
const MAX_NAMED = 5;
/** Controllers that have not come to rest are looked at again after this. */
const SETTLE_MS = 500;

/**
 * One step on the way to an application that stands still. It succeeds only in a step that has found nothing left to
 * stop, no controller that has yet to see it, and no pod that may write.
 *
 * @throws `WORKLOAD_STARTED_AGAIN`, `WORKLOAD_NOT_STOPPED`, `QUIESCE_TIMEOUT`, or what stands in the way:
 *   `BARE_POD`, `WORKLOAD_UNSUPPORTED`, `VOLUME_EPHEMERAL`, `STATEFULSET_DELETES_VOLUMES`
 * @internal
 */
export async function quiesce(options: {
  context: ItemContext;
  source: ClusterConnection;
  store: StoppedWorkloadsStore;
  windowMs: number;
  now?: () => number;
}): Promise<StepResult> {
  const { context, source, store, now = Date.now } = options;
  const { plan, signal, migrationId } = context;
  const users = await findUsers({ client: source.client, plan, signal });
  // Before anything is changed: half an application that is stopped is of no use.
  if (users.blockers.length > 0) {
    throw blockedError(users);
  }
  const records = new Map(
    (await store.list({ migrationId })).map(record => [record.uid, record]),
  );
  let changed = false;
  for (const workload of users.workloads) {
    const record = records.get(workload.object.metadata!.uid!);
    if (await stopWorkload({ context, source, store, workload, record })) {
      changed = true;
    }
  }
  const { pods, unsettled } = users;
  if (!changed && pods.length === 0 && unsettled.length === 0) {
    return succeeded(options, users);
  }
  const { since: known } = context.memo;
  const since = typeof known === 'number' ? known : now();
  const seconds = plan.options.quiesceTimeoutSeconds ?? DEFAULT_TIMEOUT_S;
  const waitingFor = describe(users);
  const left = since + seconds * 1_000 - now();
  if (left <= 0) {
    throw new MigrationError({
      code: 'QUIESCE_TIMEOUT',
      message: `The application on ${source.name} did not stop within ${seconds} seconds. There still is: ${waitingFor}`,
      hint: 'Look at the pods and their nodes; if they only need longer, raise options.quiesceTimeoutSeconds of the plan.',
      kind: 'ConflictError',
    });
  }
  // When the wait began, and for whom, is stored before the wait: somebody looks, and a backend may be killed.
  if (known !== undefined) {
    await waitForPods({
      ...options,
      pods,
      timeoutMs: Math.min(options.windowMs, left),
    });
  }
  return {
    kind: 'continue',
    phase: 'stopping',
    afterMs: pods.length > 0 ? 0 : SETTLE_MS,
    waitingFor: waitingFor || undefined,
    memo: { since },
  };
}

async function succeeded(
  options: Parameters<typeof quiesce>[0],
  users: Users,
): Promise<StepResult> {
  const { context, store } = options;
  const records = await store.list({ planId: context.plan.id });
  return {
    kind: 'succeeded',
    result: {
      workloads: users.workloads
        .filter(({ kind, object }) => WORKLOAD_KINDS[kind].isStopped(object))
        .map(({ kind, object }) => ({
          kind,
          namespace: object.metadata!.namespace!,
          name: object.metadata!.name!,
          ...(records.find(({ uid }) => uid === object.metadata!.uid) && {
            original: records.find(({ uid }) => uid === object.metadata!.uid)!
              .original,
          }),
        })),
    },
  };
}

/** Until none of the pods' namespaces has one, or the time is over. */
async function waitForPods(
  options: Parameters<typeof quiesce>[0] & { pods: Pod[]; timeoutMs: number },
): Promise<void> {
  const { context, pods, source, timeoutMs } = options;
  const claims = claimsOfPlan(context.plan);
  await Promise.all(
    [...new Set(pods.map(pod => pod.metadata!.namespace!))].map(namespace =>
      source.client.waitFor(resources.pods, {
        namespace,
        timeoutMs,
        signal: context.signal,
        predicate: found =>
          writersAmong(found, claims.get(namespace)!).length === 0,
      }),
    ),
  );
}

function describe({ pods, unsettled }: Users): string {
  const names = [
    ...pods.map(describePod),
    ...unsettled.map(workload => `the controller of ${nameOf(workload)}`),
  ];
  const more = names.length - MAX_NAMED;
  return (
    names.slice(0, MAX_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '')
  );
}

function describePod({ metadata, spec }: Pod): string {
  const facts = [
    metadata?.deletionTimestamp
      ? `ending, has ${
          metadata.deletionGracePeriodSeconds ??
          spec?.terminationGracePeriodSeconds ??
          30
        } s from the request to the end at ${metadata.deletionTimestamp}`
      : `terminationGracePeriodSeconds ${
          spec?.terminationGracePeriodSeconds ?? 30
        }`,
    ...(metadata?.finalizers?.length
      ? [`finalizers ${metadata.finalizers.join(', ')}`]
      : []),
    ...(spec?.nodeName ? [`on node ${spec.nodeName}`] : []),
  ];
  return `pod ${metadata?.namespace}/${metadata?.name} (${facts.join('; ')})`;
}

function blockedError({ blockers }: Users): MigrationError {
  const [{ code }] = blockers;
  const unique = (values: string[]) => [...new Set(values)].slice(0, MAX_NAMED);
  return new MigrationError({
    code,
    message: unique(blockers.map(({ message }) => message)).join(' · '),
    hint: unique(blockers.map(({ hint }) => hint)).join(' · '),
    kind: 'ConflictError',
  });
}
