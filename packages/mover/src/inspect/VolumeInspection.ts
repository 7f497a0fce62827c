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

/**
 * What of an entry may not arrive. `mode`: its permissions, or setuid and setgid of another owner; `xattr`: extended
 * attributes other than ACLs; `hardLink`: that several names are one file; `unreadable`: all of it.
 * @public
 */
export type LossKind =
  | 'owner'
  | 'group'
  | 'mode'
  | 'acl'
  | 'xattr'
  | 'hardLink'
  | 'device'
  | 'unreadable';

/**
 * Entries of a volume that lose the same.
 * @public
 */
export interface Loss {
  kind: LossKind;
  count: number;
  /** Up to three, below the volume's root. */
  examples: string[];
}

/**
 * What a volume holds, without its root folder.
 * @public
 */
export interface VolumeInspection {
  /** All entries but directories. */
  files: number;
  directories: number;
  /** What it needs, hard links counted once, its root folder too. */
  inodes: number;
  /** Apparent size of regular files, hard links counted once. */
  bytes: number;
  /** What everything occupies. */
  allocatedBytes: number;
  /** `false`: there was no time to look at everything. */
  complete: boolean;
  /** What the other side could not keep. */
  losses: Loss[];
  /** What could not be looked at, and why. */
  notInspected: string[];
}
