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

import { timestamp } from '../store/timestamp';
import { KubeObject } from '../types';
import { isControlledBy } from './ClusterContext';

/**
 * Writes what the replica sets of a deployment have come to into its status.
 * @internal
 */
export function writeDeploymentStatus(
  deployment: KubeObject,
  replicaSets: KubeObject[],
  hash: string,
): void {
  const sets = replicaSets.filter(s => isControlledBy(s, deployment));
  const current = sets.find(
    s => s.metadata.labels?.['pod-template-hash'] === hash,
  );
  const sum = (field: string) =>
    sets.reduce((total, s) => total + (s.status?.[field] ?? 0), 0);
  const replicas = sum('replicas');
  const ready = sum('readyReplicas');
  const wanted = deployment.spec.replicas;
  const available = ready >= wanted;
  const old: any[] = deployment.status?.conditions ?? [];
  const condition = (type: string, holds: boolean, reason: string) => {
    const status = holds ? 'True' : 'False';
    const before = old.find(c => c.type === type);
    return {
      type,
      status,
      reason,
      lastTransitionTime:
        before?.status === status ? before.lastTransitionTime : timestamp(),
    };
  };
  deployment.status = {
    observedGeneration: deployment.metadata.generation,
    ...counted('replicas', replicas),
    ...counted('updatedReplicas', current?.status?.replicas ?? 0),
    ...counted('readyReplicas', ready),
    ...counted('availableReplicas', ready),
    ...counted('unavailableReplicas', Math.max(0, wanted - ready)),
    conditions: [
      condition(
        'Available',
        available,
        available ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
      ),
      condition(
        'Progressing',
        true,
        available ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
      ),
    ],
  };
}

function counted(name: string, value: number): object {
  return value > 0 ? { [name]: value } : {};
}
