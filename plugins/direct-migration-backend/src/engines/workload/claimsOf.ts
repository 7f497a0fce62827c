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

import type { Pod, PodSpec } from '../../kubernetes/clientNode';
import type { Workload } from '../../kubernetes/Workload';
import { LABELS, MANAGED_BY } from '../common/labels';
import { readAnnotations } from './annotations';
import type { FoundWorkload } from './FoundWorkload';
import { WORKLOAD_KINDS } from './workloadKinds';

/** Names of the claims that pods of this specification mount. */
function claimsOfSpec(spec: PodSpec | undefined): string[] {
  return (spec?.volumes ?? []).flatMap(volume =>
    volume.persistentVolumeClaim
      ? [volume.persistentVolumeClaim.claimName]
      : [],
  );
}

/**
 * Which of the given claims a workload's pods mount, as far as it says so itself; of a StatefulSet only those of the pods
 * that it has now.
 *
 * @internal
 */
export function claimsOfWorkload(
  kind: string,
  workload: Workload,
  claims: Iterable<string>,
): string[] {
  const named = new Set(claimsOfSpec(WORKLOAD_KINDS[kind].podSpec(workload)));
  return [...claims].filter(
    claim => named.has(claim) || isClaimOfSet(workload, claim),
  );
}

function isClaimOfSet(workload: Workload, claim: string): boolean {
  const { spec, metadata } = workload;
  // One that we have stopped has no pods now, and still is about its volumes.
  const before = Number(readAnnotations(workload)?.original.replicas ?? 0);
  const replicas = Math.max(spec?.replicas ?? 1, before);
  const first = spec?.ordinals?.start ?? 0;
  return (spec?.volumeClaimTemplates ?? []).some(template => {
    const prefix = `${template.metadata?.name}-${metadata?.name}-`;
    const ordinal = claim.slice(prefix.length);
    return (
      claim.startsWith(prefix) &&
      /^\d+$/.test(ordinal) &&
      Number(ordinal) >= first &&
      Number(ordinal) < first + replicas
    );
  });
}

/**
 * Names of the claims that a pod mounts; none once it has ended.
 *
 * @internal
 */
export function claimsOfPod(pod: Pod): string[] {
  if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') {
    return [];
  }
  return [...claimsOfSpec(pod.spec), ...ephemeralClaimsOf(pod)];
}

/** Claims that go with the pod. @internal */
export function ephemeralClaimsOf(pod: Pod): string[] {
  return (pod.spec?.volumes ?? []).flatMap(volume =>
    volume.ephemeral ? [`${pod.metadata?.name}-${volume.name}`] : [],
  );
}

/** Whether it is a pod of ours that only reads its claims. @internal */
export function isOurReader(pod: Pod): boolean {
  const labels = pod.metadata?.labels ?? {};
  return (
    labels[LABELS.managedBy] === MANAGED_BY &&
    labels[LABELS.component] !== 'receiver' &&
    (pod.spec?.volumes ?? []).every(
      volume =>
        !volume.persistentVolumeClaim ||
        volume.persistentVolumeClaim.readOnly ||
        isMountedReadOnly(pod, volume.name),
    )
  );
}

function isMountedReadOnly({ spec }: Pod, volume: string): boolean {
  const containers = [
    ...(spec?.initContainers ?? []),
    ...(spec?.containers ?? []),
  ];
  return containers.every(container =>
    [
      ...(container.volumeMounts ?? []).map(
        m => m.name === volume && !m.readOnly,
      ),
      ...(container.volumeDevices ?? []).map(d => d.name === volume),
    ].every(writes => !writes),
  );
}

/** `Deployment shop/web`, as messages have it. @internal */
export function nameOf({
  kind,
  object,
}: Pick<FoundWorkload, 'kind' | 'object'>): string {
  return `${kind} ${object.metadata?.namespace}/${object.metadata?.name}`;
}
