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

import type { BigIntStats } from 'node:fs';
import type { LossKind } from './VolumeInspection';

/** Everything that can be lost, in the order in which it is told. */
export const LOSS_KINDS: readonly LossKind[] = [
  'owner',
  'group',
  'mode',
  'acl',
  'xattr',
  'hardLink',
  'device',
  'unreadable',
];

/** What the receiving side can keep. */
export interface Keeps {
  /** Whom its program runs as; root may give files to everybody and make devices. */
  uid: number;
  /** Its groups: those it may give its own files to. */
  gids: number[];
  /** What its file system does not have. */
  lacks: LossKind[];
}

const SETUID = 0o4000n;
const SETGID = 0o2000n;

/**
 * What of one entry does not arrive.
 *
 * @param attributes - names of its extended attributes
 * @param readable - whether this process may read it
 */
export function lossesOf(
  stats: BigIntStats,
  options: { keeps: Keeps; attributes: string[]; readable: boolean },
): LossKind[] {
  const { keeps, attributes, readable } = options;
  const isRoot = keeps.uid === 0;
  const lacks = (kind: LossKind) => keeps.lacks.includes(kind);
  const owner = lacks('owner') || (!isRoot && stats.uid !== BigInt(keeps.uid));
  const group =
    lacks('group') || (!isRoot && !keeps.gids.includes(Number(stats.gid)));
  const has = (test: RegExp) => attributes.some(name => test.test(name));
  const lost: Record<LossKind, boolean> = {
    owner,
    group,
    mode:
      !stats.isSymbolicLink() &&
      (lacks('mode') ||
        // of another owner they mean something else
        (owner && stats.isFile() && (stats.mode & SETUID) !== 0n) ||
        (group && (stats.mode & SETGID) !== 0n)),
    acl: lacks('acl') && has(/^system\.posix_acl_/),
    xattr:
      (lacks('xattr') && has(/^user\./)) ||
      (!isRoot && has(/^(?:trusted|security)\.(?!selinux$)/)),
    hardLink: lacks('hardLink') && !stats.isDirectory() && stats.nlink > 1n,
    device:
      (!isRoot || lacks('device')) &&
      (stats.isCharacterDevice() || stats.isBlockDevice()),
    unreadable: !readable,
  };
  return LOSS_KINDS.filter(kind => lost[kind]);
}
