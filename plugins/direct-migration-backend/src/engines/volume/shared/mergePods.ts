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

import type { Pod, PodSpec } from '../../../kubernetes/clientNode';
import {
  LABELS,
  memberLabel,
  provenanceLabels,
  type ItemIdentity,
} from '../../common/labels';
import { sharedContainer } from './containerOf';

/** How many volumes one pod serves at most: the kubelet starts its containers one after the other. @internal */
export const MOST_MEMBERS = 10;

/** A volume that wants a pod. @internal */
export interface PodMember {
  item: ItemIdentity;
  /** Its pod, if it had one of its own; `place`: its place among the others, from 0. */
  build(place: number): Pod;
}

/**
 * What pods must have in common to become one: all but the mover's arguments, ports and volumes.
 *
 * @internal
 */
export function shapeOf(member: PodMember): string {
  const { metadata, spec } = member.build(0);
  const {
    containers: [container],
    volumes: _,
    ...rest
  } = spec!;
  const {
    args,
    name,
    ports,
    readinessProbe,
    volumeMounts,
    volumeDevices,
    ...same
  } = container;
  const labels: Record<string, string> = { ...metadata?.labels };
  for (const own of [
    LABELS.item,
    LABELS.attempt,
    memberLabel(member.item.itemId),
  ]) {
    delete labels[own];
  }
  return JSON.stringify([
    metadata?.namespace,
    labels,
    metadata?.annotations,
    rest,
    same,
  ]);
}

/**
 * One pod with a container for each member. They fail and end on their own; the pod goes when the last owner has gone.
 *
 * @param members - of one {@link shapeOf | shape}
 * @internal
 */
export function mergePods(members: PodMember[], batchId: string): Pod {
  const pods = members.map(({ build }, place) => build(place));
  const [{ metadata, spec }] = pods;
  const labels: Record<string, string> = {
    ...metadata?.labels,
    ...provenanceLabels(members[0].item),
    [LABELS.batch]: batchId,
  };
  delete labels[LABELS.item];
  delete labels[LABELS.attempt];
  for (const { item } of members) {
    labels[memberLabel(item.itemId)] = String(item.attempt);
  }
  return {
    metadata: {
      ...metadata,
      name: `dm-${batchId.slice(0, 8)}-${labels[LABELS.component]}s`,
      labels,
      ownerReferences: pods.flatMap(pod => pod.metadata?.ownerReferences ?? []),
    } as Pod['metadata'],
    spec: {
      ...spec!,
      containers: pods.map((pod, index) =>
        renamed(pod.spec!.containers[0], members[index].item),
      ),
      volumes: pods.flatMap((pod, index) =>
        (pod.spec!.volumes ?? []).map(volume => ({
          ...volume,
          name: ownName(volume.name, members[index].item),
        })),
      ),
    },
  };
}

function ownName(name: string, item: ItemIdentity): string {
  return `${name}-${item.itemId.slice(0, 8)}`;
}

function renamed(
  container: PodSpec['containers'][number],
  item: ItemIdentity,
): PodSpec['containers'][number] {
  const own = <T extends { name: string }>(all: T[] | undefined) =>
    all?.map(each => ({ ...each, name: ownName(each.name, item) }));
  return {
    ...container,
    name: sharedContainer(item.itemId),
    volumeMounts: own(container.volumeMounts),
    ...(container.volumeDevices && {
      volumeDevices: own(container.volumeDevices),
    }),
  };
}
