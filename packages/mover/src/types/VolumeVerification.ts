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
 * How much of a copy is proved: nothing; all metadata and the content of a sample; everything.
 * @public
 */
export type VerifyMode = 'off' | 'sampled' | 'full';

/**
 * What two sides of an entry can differ in. `missing`: not on the target; `extra`: on the target only; `unreadable`: it
 * could not be compared; `target`: where a symbolic link leads, or which device it is.
 * @public
 */
export type FileDifferenceKind =
  | 'missing'
  | 'extra'
  | 'unreadable'
  | 'type'
  | 'mode'
  | 'uid'
  | 'gid'
  | 'size'
  | 'mtime'
  | 'hardLink'
  | 'attributes'
  | 'content'
  | 'target';

/**
 * An entry that is not the same on both sides.
 * @public
 */
export interface FileDifference {
  /** Below the volume's root; a name that is not UTF-8 has all its unusual bytes as `\#ooo`. */
  path: string;
  differences: FileDifferenceKind[];
}

/**
 * The proof of a copy: what both sides hold, compared after it.
 * @public
 */
export interface VolumeVerification {
  mode: 'sampled' | 'full';
  /** Of the content and of the manifests. */
  algorithm: string;
  /** What the sample was chosen by. */
  seed?: string;
  /** Entries of the source that were compared, folders among them. */
  entries: number;
  /** Regular files among them. */
  files: number;
  /** Their apparent size, hard links counted once. */
  bytes: number;
  /** Files whose content was compared. */
  contentFiles: number;
  /** How much of their content was read. */
  contentBytes: number;
  /** Of both manifests; the same when all that was compared is the same. */
  digest: { source: string; target: string };
  /** Up to 100. */
  mismatches: FileDifference[];
  mismatchCount: number;
  /** Entries that changed on the source while it was copied; up to 20. */
  changed: string[];
  changedCount: number;
  /** Entries that only the target has, where it may have others. */
  extraCount: number;
  /** What could not be compared, and why. */
  notCompared: string[];
}
