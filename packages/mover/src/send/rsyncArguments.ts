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

import { filterArguments, type PathFilters } from '../filter/PathFilter';
import type { Keeps } from '../inspect/losses';
import type { LossKind } from '../inspect/VolumeInspection';

/** What decides rsync's arguments. */
export interface RsyncArgumentsOptions {
  dataDir: string;
  keeps: Keeps;
  /** The target keeps times to the nanosecond. Where it does not, comparing them would send everything again. */
  nanoseconds: boolean;
  delete: boolean;
  checksum: boolean;
  /** There are files with holes. Looking for zeros makes writing slower: 1 KiB at a time. */
  sparse: boolean;
  filters: PathFilters;
  /** With zstd; zlib would be slower than most networks. */
  compress: boolean;
  /** Bytes per second. */
  bandwidthLimit?: number;
  /** Seconds without a byte after which a connection counts as dead. */
  ioTimeout: number;
  /** A file of patterns, with NUL between: only these files, where they are. */
  inPlace?: string;
  /** The program that connects to the receiver. */
  remoteShell: string;
}

/** rsync's arguments for one whole volume. The receiver's script knows each of them. */
export function rsyncArguments(options: RsyncArgumentsOptions): string[] {
  // SELinux labels belong to the cluster, not to the data. With an attribute filter, rsync leaves its own one to us.
  const { keeps } = options;
  const isRoot = keeps.uid === 0;
  const lacks = (kind: LossKind) => keeps.lacks.includes(kind);
  const xattrFilters = !isRoot
    ? ['--filter=+x user.*', '--filter=-x *']
    : ['--filter=-x system.*', '--filter=-x security.selinux'];
  return [
    `-a${options.sparse ? 'S' : ''}${lacks('hardLink') ? '' : 'H'}${
      lacks('acl') ? '' : 'A'
    }${lacks('xattr') ? '' : 'X'}`,
    // who is not root may still give files to groups of their own
    ...(lacks('owner') || !isRoot ? ['--no-owner'] : []),
    ...(lacks('group') ? ['--no-group'] : []),
    ...(lacks('mode') ? ['--no-perms'] : []),
    ...(lacks('device') ? ['--no-devices'] : []),
    '--numeric-ids',
    '--no-inc-recursive',
    '--partial',
    ...(options.inPlace
      ? [
          ...['--inplace', '--existing', '--from0'],
          ...[`--include-from=${options.inPlace}`, '--exclude=*'],
        ]
      : filterArguments(options.filters)),
    ...xattrFilters,
    ...(options.delete ? ['--delete-during'] : []),
    ...(options.checksum ? ['--checksum'] : []),
    ...(options.compress
      ? ['--compress', '--compress-choice=zstd', '--compress-level=1']
      : []),
    ...(options.bandwidthLimit ? [`--bwlimit=${options.bandwidthLimit}B`] : []),
    `--timeout=${options.ioTimeout}`,
    '--info=progress2,stats2,name0',
    '--no-human-readable',
    '--outbuf=L',
    // else the receiver's complaints go to its own standard error, and rsync ends here with 0
    '--stderr=client',
    // else a file of the same size that was changed within the same second counts as the same file
    ...(options.nanoseconds ? ['--modify-window=-1'] : []),
    '-e',
    options.remoteShell,
    `${options.dataDir.replace(/\/$/, '')}/`,
    'receiver:data',
  ];
}
