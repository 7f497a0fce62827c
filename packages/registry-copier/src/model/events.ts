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

import type { CopyError } from './RegistryError';
import type { DigestCopy } from './types';

/**
 * How far a copy is. Counts only what has to be transferred: blobs that the target had, or could mount, are in neither.
 *
 * @public
 */
export interface CopyProgress {
  bytesDone: number;
  bytesTotal: number;
  /** Blobs. */
  filesDone: number;
  filesTotal: number;
  bytesPerSecond: number;
  etaSeconds?: number;
}

/**
 * How far one repository or one tag of the target is. Unlike {@link CopyProgress} it counts everything that has to be
 * there: a blob that the target had is done from the start, one that is mounted is done with the mount. A blob that
 * several repositories need crosses the wire once, and its bytes count in each of them as they move.
 *
 * @public
 */
export interface ContentProgress {
  blobsDone: number;
  blobsTotal: number;
  bytesDone: number;
  bytesTotal: number;
  /** Of the bytes that crossed the wire, without those that were there or mounted. */
  bytesPerSecond: number;
  etaSeconds?: number;
}

/**
 * What became of one entry of `copies`, told as soon as its last tag is decided.
 *
 * @public
 */
export interface CopyOutcome {
  /** Place in `copies`, from 0. */
  index: number;
  /** `host[:port]/path`, as given. */
  source: string;
  /** `host[:port]/path`, as given. */
  target: string;
  status: 'succeeded' | 'partiallyFailed' | 'failed';
  tagsCopied: number;
  tagsUnchanged: number;
  tagsFailed: number;
  /** Bytes that were uploaded into this repository, without those of broken tries. */
  bytesUploaded: number;
  blobsUploaded: number;
  blobsMounted: number;
  /** Blobs that were there before. */
  blobsSkipped: number;
  /** The first error, when the status is not `succeeded`. */
  error?: CopyError;
}

/**
 * What became of a tag. `unchanged`: the target had it already, or was left as it was because `existing` is `skip`.
 *
 * @public
 */
export type TagState = 'copied' | 'unchanged' | 'failed';

/**
 * What happens while copying.
 *
 * @public
 */
export type CopyEvent =
  | { type: 'phase'; phase: 'scanning' | 'copying' | 'finishing' }
  | ({ type: 'progress' } & CopyProgress)
  /** Of every copy before the first byte moves and when it is done; in between of some that moved, in turn. */
  | ({
      type: 'copyProgress';
      /** Place in `copies`, from 0. */
      index: number;
      source: string;
      target: string;
      tagsDone: number;
      tagsTotal: number;
    } & ContentProgress)
  /** The same for single tags that have something to transfer. */
  | ({ type: 'tagProgress'; index: number; tag: string } & ContentProgress)
  | ({ type: 'copy' } & CopyOutcome)
  | {
      type: 'repository';
      /** Place in `copies`, from 0. */
      index: number;
      /** Path of the source repository, without the host. */
      repository: string;
      /** As in {@link TagReport}. */
      tag: string;
      state: TagState;
      digest?: string;
      sourceDigest?: string;
      error?: CopyError;
    }
  | { type: 'log'; level: 'info' | 'warn' | 'error'; message: string };

/**
 * What became of one tag.
 *
 * @public
 */
export interface TagReport {
  /** Place in `copies`, from 0. */
  index: number;
  /** `host[:port]/path`, as given. */
  source: string;
  /** `host[:port]/path`, as given. */
  target: string;
  /** `*` when the tags of the repository could not be listed; a digest for what was copied by {@link DigestCopy}. */
  tag: string;
  state: TagState;
  /** On the target. */
  digest?: string;
  /** In the source, where it is another one because platforms were chosen. */
  sourceDigest?: string;
  error?: CopyError;
}

/**
 * The outcome of {@link copyImages}.
 *
 * @public
 */
export interface CopyReport {
  status: 'succeeded' | 'partiallyFailed' | 'failed';
  tags: TagReport[];
  /** For each entry of `copies`, in that order. */
  copies: CopyOutcome[];
  progress: CopyProgress;
  /** Bytes that reached a target registry, without those of broken tries. */
  bytesUploaded: number;
  blobsUploaded: number;
  /** Blobs that a target registry linked from another of its repositories. */
  blobsMounted: number;
  /** Blobs that were there before. */
  blobsSkipped: number;
  /** The first error, when the status is not `succeeded`. */
  error?: CopyError;
}
