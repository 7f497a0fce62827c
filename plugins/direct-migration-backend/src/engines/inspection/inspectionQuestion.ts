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

import type { PodOptions } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ResolvedVolumeOptions } from '../volume/volumeOptions';

/** The user and the groups of a receiver, as the plan has them. */
function receiverOf(pod: PodOptions): { uid: number; gids: number[] } {
  const uid = pod.runAsUser ?? 0;
  return {
    uid,
    gids: [
      ...new Set([
        // What a container without a group of its own gets.
        pod.runAsGroup ?? 0,
        ...(uid === 0 && pod.fsGroup === undefined
          ? []
          : [pod.fsGroup ?? pod.runAsGroup ?? uid]),
        ...(pod.supplementalGroups ?? []),
      ]),
    ],
  };
}

/**
 * What the mover is asked about a volume: the part of its command line that says who will receive, and what is moved.
 *
 * @returns the arguments, and all that the answer depends on, as a text to be compared
 * @internal
 */
export function inspectionQuestion(settings: ResolvedVolumeOptions): {
  args: string[];
  question: string;
  /** Neither side is anybody but root, so that nothing is lost unless the target's file system lacks something. */
  allRoot: boolean;
} {
  const { uid, gids } = receiverOf(settings.targetPod);
  const reader = settings.sourcePod.runAsUser ?? 0;
  const args = [
    ...['--target-uid', String(uid)],
    ...gids.flatMap(gid => ['--target-gid', String(gid)]),
    ...settings.include.map(pattern => `--include=${pattern}`),
    ...settings.exclude.map(pattern => `--exclude=${pattern}`),
  ];
  return {
    args,
    question: JSON.stringify([reader, ...args]),
    allRoot: uid === 0 && reader === 0,
  };
}
