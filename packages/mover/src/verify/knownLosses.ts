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

import type { Keeps } from '../inspect/losses';
import type { LossKind } from '../inspect/VolumeInspection';
import type { ManifestEntry } from './ManifestEntry';

/**
 * What a comparison has to overlook because the target cannot keep it: exactly what an inspection would have named.
 */
export function knownLosses(keeps: Keeps): {
  /** Whether the target cannot have such an entry at all. */
  isLost(source: ManifestEntry): boolean;
  /** Whether all of the entry is compared. */
  losesNothing(source: ManifestEntry): boolean;
  /** Both entries without the fields that cannot be the same. */
  withoutLost<S extends ManifestEntry, T extends ManifestEntry>(
    source: S,
    target: T,
  ): [S, T];
  /** For people. */
  notCompared: string[];
} {
  const { uid, gids, lacks } = keeps;
  const isRoot = uid === 0;
  const cannot = (kind: LossKind) => lacks.includes(kind);
  const groups = new Set(gids.map(String));
  const fieldsOf = (source: ManifestEntry): Partial<ManifestEntry> => ({
    ...((cannot('owner') || (!isRoot && source.uid !== String(uid))) && {
      uid: '-',
    }),
    ...((cannot('group') || (!isRoot && !groups.has(source.gid))) && {
      gid: '-',
    }),
    ...(cannot('mode') && { mode: '-' }),
    ...(cannot('hardLink') && { hardLink: '-' }),
  });
  const isLost = ({ type }: ManifestEntry) =>
    (type === 'c' || type === 'b') && (!isRoot || cannot('device'));
  const keepsAll = isRoot && lacks.length === 0;
  return {
    isLost,
    losesNothing: source =>
      keepsAll ||
      (!isLost(source) && Object.keys(fieldsOf(source)).length === 0),
    withoutLost(source, target) {
      const fields = fieldsOf(source);
      return [
        { ...source, ...fields },
        { ...target, ...fields },
      ];
    },
    notCompared: [
      ...(isRoot
        ? []
        : [
            `the owner of what does not belong to user ${uid}, its group where it is none of ${gids.join(
              ', ',
            )}, devices, trusted and security attributes: the receiver is not root`,
          ]),
      ...(lacks.length
        ? [`${lacks.join(', ')}: the target volume cannot keep it`]
        : []),
    ],
  };
}
