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

import { MigrationError } from '../../errors/MigrationError';
import type { PersistentVolumeClaim, Pod } from '../../kubernetes/clientNode';
import type { ClusterClient } from '../../kubernetes/ClusterClient';
import { ifAllowed } from '../../kubernetes/ifAllowed';
import { resources } from '../../kubernetes/resources';

/**
 * Why a claim cannot be a source; `undefined` when it can.
 *
 * @internal
 */
export function unsupportedReason(
  claim: PersistentVolumeClaim,
): { code: string; message: string; hint: string } | undefined {
  if (claim.metadata?.deletionTimestamp) {
    return {
      code: 'VOLUME_TERMINATING',
      message: 'It is being deleted',
      hint: 'Take it out of the plan.',
    };
  }
  if (claim.status?.phase !== 'Bound') {
    return {
      code: 'VOLUME_NOT_BOUND',
      message: `It is ${
        claim.status?.phase ?? 'Pending'
      }, not Bound: there is no volume with data`,
      hint: 'Start a pod that uses it, or take it out of the plan.',
    };
  }
  return undefined;
}

/** Whether only one node at a time can mount the claim. @internal */
export function isSingleNode(claim: PersistentVolumeClaim): boolean {
  const modes = claim.spec?.accessModes ?? [];
  return !modes.includes('ReadWriteMany') && !modes.includes('ReadOnlyMany');
}

/**
 * Pods that mount the claim and have not ended.
 *
 * @internal
 */
export function usersOf(pods: Pod[], claim: string): Pod[] {
  return pods.filter(
    pod =>
      pod.status?.phase !== 'Succeeded' &&
      pod.status?.phase !== 'Failed' &&
      pod.spec?.volumes?.some(
        volume => volume.persistentVolumeClaim?.claimName === claim,
      ),
  );
}

/**
 * Reads the source claim and refuses what cannot be migrated.
 *
 * @throws `NAMESPACE_NOT_FOUND`, `VOLUME_NOT_FOUND`, `VOLUME_NOT_BOUND`, `VOLUME_TERMINATING`, `VOLUME_IN_USE`
 * @internal
 */
export async function checkSourceClaim(options: {
  client: ClusterClient;
  cluster: string;
  namespace: string;
  name: string;
  /** By the time of the copy its application is stopped. */
  stoppedFirst?: boolean;
  signal?: AbortSignal;
}): Promise<{ claim: PersistentVolumeClaim; users: Pod[] }> {
  const { client, cluster, namespace, name, signal } = options;
  const claim = await client.get(
    resources.persistentVolumeClaims,
    { namespace, name },
    { signal },
  );
  if (!claim) {
    const there = await ifAllowed(
      client.get(resources.namespaces, { name: namespace }, { signal }),
      true,
    );
    throw there
      ? new MigrationError({
          code: 'VOLUME_NOT_FOUND',
          message: `Cluster ${cluster} has no PersistentVolumeClaim ${name} in namespace ${namespace}`,
          hint: 'Check the name in the plan.',
          kind: 'NotFoundError',
        })
      : new MigrationError({
          code: 'NAMESPACE_NOT_FOUND',
          message: `Cluster ${cluster} has no namespace ${namespace}`,
          hint: 'Check the name in the plan.',
          kind: 'NotFoundError',
        });
  }
  const reason = unsupportedReason(claim);
  if (reason) {
    throw new MigrationError({
      code: reason.code,
      message: `PersistentVolumeClaim ${namespace}/${name} on ${cluster} cannot be migrated. ${reason.message}`,
      hint: reason.hint,
      kind: 'ConflictError',
    });
  }
  const users = usersOf(
    await client.list(resources.pods, { namespace, signal }),
    name,
  );
  if (
    claim.spec?.accessModes?.includes('ReadWriteOncePod') &&
    users.length &&
    !options.stoppedFirst
  ) {
    throw volumeInUse(namespace, name, users);
  }
  return { claim, users };
}

function volumeInUse(
  namespace: string,
  name: string,
  users: Pod[],
): MigrationError {
  return new MigrationError({
    code: 'VOLUME_IN_USE',
    message: `PersistentVolumeClaim ${namespace}/${name} may be used by one pod only (ReadWriteOncePod), and ${users
      .map(pod => pod.metadata?.name)
      .join(', ')} uses it`,
    hint: 'Stop the pod first, for example by scaling its workload to 0; or cut over without a warm pass (options.cutover.warmPass: false), which stops it before anything is copied.',
    kind: 'ConflictError',
  });
}
