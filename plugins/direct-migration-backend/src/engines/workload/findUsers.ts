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
import type { Pod } from '../../kubernetes/clientNode';
import type { Workload } from '../../kubernetes/Workload';
import type { ClusterClient } from '../../kubernetes/ClusterClient';
import { resources } from '../../kubernetes/resources';
import {
  claimsOfPod,
  claimsOfWorkload,
  ephemeralClaimsOf,
  isOurReader,
  nameOf,
} from './claimsOf';
import type { FoundWorkload } from './FoundWorkload';
import { WORKLOAD_KINDS } from './workloadKinds';

/** Why an application cannot be stopped. @internal */
export interface Blocker {
  readonly code: string;
  /** The object at fault. */
  readonly subject: string;
  readonly message: string;
  readonly hint: string;
}

/** Who uses the volumes of a plan. @internal */
export interface Users {
  /** To be stopped, or stopped already. */
  readonly workloads: FoundWorkload[];
  /** Whose controllers have not come to rest although they are specified to have no pods. */
  readonly unsettled: FoundWorkload[];
  /** Pods that mount the volumes now; our own, which only read, left out. */
  readonly pods: Pod[];
  readonly blockers: Blocker[];
}

/**
 * Names of the claims of a plan, by source namespace.
 *
 * @internal
 */
export function claimsOfPlan(plan: Plan): Map<string, Set<string>> {
  const claims = new Map<string, Set<string>>();
  for (const { namespace, name } of plan.volumes) {
    claims.set(namespace, (claims.get(namespace) ?? new Set()).add(name));
  }
  return claims;
}

/**
 * Pods in the plan's namespaces that mount one of its volumes and may write.
 *
 * @internal
 */
export function writersAmong(pods: Pod[], claims: Set<string>): Pod[] {
  return pods.filter(
    pod => !isOurReader(pod) && claimsOfPod(pod).some(name => claims.has(name)),
  );
}

/**
 * Finds every workload whose pods mount volumes of the plan: from the pods through their owners, and through what
 * workloads say they would mount.
 *
 * @internal
 */
export async function findUsers(options: {
  client: ClusterClient;
  plan: Plan;
  signal?: AbortSignal;
}): Promise<Users> {
  const found = await Promise.all(
    [...claimsOfPlan(options.plan)].map(([namespace, claims]) =>
      findInNamespace({ ...options, namespace, claims }),
    ),
  );
  return {
    workloads: found.flatMap(users => users.workloads),
    unsettled: found.flatMap(users => users.unsettled),
    pods: found.flatMap(users => users.pods),
    blockers: found.flatMap(users => users.blockers),
  };
}

async function findInNamespace(options: {
  client: ClusterClient;
  namespace: string;
  claims: Set<string>;
  signal?: AbortSignal;
}): Promise<Users> {
  const { client, namespace, claims, signal } = options;
  const workloads = await listWorkloads(client, namespace, signal);
  // After the workloads: what has none of them active and no pod then is at rest.
  const pods = writersAmong(
    await client.list(resources.pods, { namespace, signal }),
    claims,
  );
  const users = new Map<string, FoundWorkload>();
  const unsettled = new Map<string, FoundWorkload>();
  const blockers: Blocker[] = [];
  const chainOf = (uid: string | undefined): FoundWorkload[] => {
    const workload = uid === undefined ? undefined : workloads.get(uid);
    return workload
      ? [workload, ...chainOf(controllerOf(workload.object)?.uid)]
      : [];
  };
  const use = (chain: FoundWorkload[]) => {
    const top = chain[chain.length - 1];
    const owner = top && controllerOf(top.object);
    for (const workload of chain) {
      const { uid } = workload.object.metadata!;
      // What stops a CronJob does not stop the Jobs that it has made; all else follows its owner.
      if (workload === top || workload.kind === 'Job') {
        users.set(uid!, {
          ...workload,
          ...(workload === top &&
            owner && { managedBy: `${owner.kind} ${owner.name}` }),
        });
      }
      if (!WORKLOAD_KINDS[workload.kind].isSettled(workload.object)) {
        unsettled.set(uid!, workload);
      }
    }
  };
  for (const pod of pods) {
    const owner = controllerOf(pod);
    const chain = chainOf(owner?.uid);
    use(chain);
    const blocker = blockerOf(pod, claims, chain.length > 0);
    if (blocker) {
      blockers.push(blocker);
    }
  }
  for (const workload of workloads.values()) {
    if (claimsOfWorkload(workload.kind, workload.object, claims).length > 0) {
      use(chainOf(workload.object.metadata!.uid));
    }
  }
  return {
    workloads: [...users.values()],
    unsettled: [...unsettled.values()],
    pods,
    blockers: [...blockers, ...[...users.values()].flatMap(deletesItsVolumes)],
  };
}

async function listWorkloads(
  client: ClusterClient,
  namespace: string,
  signal?: AbortSignal,
): Promise<Map<string, FoundWorkload>> {
  const found = new Map<string, FoundWorkload>();
  const lists = Object.entries(WORKLOAD_KINDS).flatMap(
    ([kind, { resources: all }]) =>
      all.map(async resource => ({
        kind,
        resource,
        objects: await client.list(resource, { namespace, signal }),
      })),
  );
  for (const { kind, resource, objects } of await Promise.all(lists)) {
    for (const object of objects) {
      const uid = object.metadata!.uid!;
      // An object that is served under two versions counts once, under the newer one.
      if (!found.has(uid)) {
        found.set(uid, { kind, resource, object });
      }
    }
  }
  return found;
}

function controllerOf(object: Workload | Pod) {
  return object.metadata?.ownerReferences?.find(owner => owner.controller);
}

function blockerOf(
  pod: Pod,
  claims: Set<string>,
  stoppable: boolean,
): Blocker | undefined {
  const subject = `Pod ${pod.metadata?.namespace}/${pod.metadata?.name}`;
  const lost = ephemeralClaimsOf(pod).find(name => claims.has(name));
  if (lost) {
    return {
      code: 'VOLUME_EPHEMERAL',
      subject,
      message: `${subject} has the volume ${lost} as an ephemeral one: it is deleted with the pod`,
      hint: 'Take the volume out of the plan, or stage it while the pod runs.',
    };
  }
  const owner = controllerOf(pod);
  if (stoppable || pod.metadata?.deletionTimestamp) {
    return undefined;
  }
  if (!owner) {
    return {
      code: 'BARE_POD',
      subject,
      message: `${subject} mounts volumes of the plan and belongs to no workload that could be stopped and started again`,
      hint: `Delete it before the cutover: kubectl delete pod ${pod.metadata?.name} -n ${pod.metadata?.namespace}`,
    };
  }
  return WORKLOAD_KINDS[owner.kind]
    ? // It has just gone or just come; its pods are seen to the end.
      undefined
    : {
        code: 'WORKLOAD_UNSUPPORTED',
        subject,
        message: `${subject} belongs to ${owner.kind} ${owner.name} (${owner.apiVersion}), which cannot be stopped by this plugin`,
        hint: `Stop ${owner.kind} ${owner.name} by its own means before the cutover.`,
      };
}

function deletesItsVolumes(workload: FoundWorkload): Blocker[] {
  const { kind, object } = workload;
  return object.spec?.persistentVolumeClaimRetentionPolicy?.whenScaled ===
    'Delete' && !WORKLOAD_KINDS[kind].isStopped(object)
    ? [
        {
          code: 'STATEFULSET_DELETES_VOLUMES',
          subject: nameOf(workload),
          message: `${nameOf(
            workload,
          )} deletes its volumes when it is scaled down (persistentVolumeClaimRetentionPolicy.whenScaled: Delete)`,
          hint: 'Set whenScaled to Retain before the cutover.',
        },
      ]
    : [];
}
