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

import type { Loss, VolumeInspection } from './inspect/VolumeInspection';

/**
 * How far a mover is. Bytes are apparent sizes, hard links counted once; files are all entries but directories.
 * @public
 */
export interface MoverProgress {
  bytesDone: number;
  bytesTotal: number;
  filesDone: number;
  filesTotal: number;
  bytesPerSecond?: number;
  etaSeconds?: number;
}

/**
 * What a mover does now.
 * Sender: starting, scanning, connecting, copying, verifying, finishing. Receiver: starting, listening, receiving,
 * verifying. Copier: starting, and what the copier reports.
 * @public
 */
export type MoverPhase =
  | 'starting'
  | 'scanning'
  | 'connecting'
  | 'copying'
  | 'verifying'
  | 'finishing'
  | 'listening'
  | 'receiving';

/**
 * Codes that a mover ends with. Stable.
 * @public
 */
export type MoverErrorCode =
  | 'AUTH_FAILED'
  | 'CANCELED'
  | 'CONFIG_INVALID'
  | 'COPY_FAILED'
  | 'DEVICE_FAILED'
  | 'FILES_FAILED'
  | 'IDLE_TIMEOUT'
  | 'INTERNAL'
  | 'LOSS_NOT_ACCEPTED'
  | 'NETWORK'
  | 'NO_SPACE'
  | 'TARGET_VOLUME_EXISTS'
  | 'PERMISSION_DENIED'
  | 'RSYNC_FAILED'
  | 'TARGET_READ_ONLY'
  | 'TARGET_TOO_SMALL'
  | 'TOOL_MISSING'
  | 'TUNNEL_FAILED'
  | 'VERIFY_MISMATCH';

/**
 * Why a mover did not succeed.
 * @public
 */
export interface MoverErrorInfo {
  /** One of {@link MoverErrorCode}, or a code of the image copier. */
  code: string;
  /** What failed, with its cause. */
  message: string;
  /** What the reader can do about it. */
  hint?: string;
  /** Whether the same may succeed later without anybody changing anything. */
  retryable: boolean;
}

/**
 * A file that could not be copied.
 * @public
 */
export interface FailedFile {
  /** Below the volume's root; bytes that are not UTF-8 stay as rsync writes them, `\#ooo`. */
  path: string;
  /** The cause as the operating system says it. */
  message: string;
}

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

/**
 * What a sender has done.
 * @public
 */
export interface SendResult {
  filesTransferred: number;
  /** Bytes of file content that went over the network. */
  literalBytes: number;
  /** Bytes that the target had already. */
  matchedBytes: number;
  /** Of a raw device, in its last round: what became of its blocks of 1 MiB. */
  blocks?: { total: number; sent: number; zeroed: number; unchanged: number };
  totalSize: number;
  warnings: string[];
  /** Up to 100. */
  failedFiles: FailedFile[];
  /** How many more failed than are named. */
  failedFilesOmitted?: number;
  /** What did not arrive, as was agreed to. */
  losses?: Loss[];
  verification?: VolumeVerification;
}

/**
 * One tag after a copy.
 * @public
 */
export interface CopiedTag {
  tag: string;
  state: 'copied' | 'unchanged' | 'failed';
  /** On the target. */
  digest?: string;
  /** In the source, where it is another one because platforms were chosen. */
  sourceDigest?: string;
  error?: MoverErrorInfo;
}

/**
 * What a copier has done. What became of each copy is in the lines `copy`.
 * @public
 */
export interface CopyResult {
  /** One letter for each entry of `copies` in the configuration: `s`ucceeded, `p`artially failed, `f`ailed, `-` not ended. */
  copies: string;
  /** The first errors of copies, by their place. */
  copyErrors?: { index: number; error: MoverErrorInfo }[];
  copyErrorsOmitted?: number;
  bytesUploaded?: number;
  blobsUploaded?: number;
  blobsMounted?: number;
  blobsSkipped?: number;
}

/**
 * What a probe has found.
 * @public
 */
export interface ProbeResult {
  /** Of the endpoint's name; empty for an endpoint that is an address, and behind a proxy. */
  addresses: string[];
  /** That were sent. */
  bytes: number;
  /** From the receiver's first answer to its last. */
  milliseconds: number;
  bytesPerSecond: number;
}

/**
 * What a receiver has done.
 * @public
 */
export interface ReceiveResult {
  /** How often a sender started a transfer. */
  sessions: number;
  /** What the sender said about itself in the end. */
  senderStatus?: MoverStatus;
}

/**
 * How a mover ended; the process exits with 0, 3 and 1.
 * @public
 */
export type MoverStatus = 'succeeded' | 'partiallyFailed' | 'failed';

/**
 * The last line of every mover, and its pod's termination message (there lists and texts are shortened to 4,096 bytes).
 * @public
 */
export interface MoverResult {
  type: 'result';
  time: string;
  status: MoverStatus;
  /** Of rsync where rsync decided, of the mover otherwise. */
  exitCode: number;
  progress?: MoverProgress;
  error?: MoverErrorInfo;
  result?:
    | SendResult
    | ReceiveResult
    | CopyResult
    | ProbeResult
    | VolumeInspection;
}

/**
 * The mover does something else now.
 * @public
 */
export interface MoverPhaseLine {
  type: 'phase';
  time: string;
  phase: string;
}

/**
 * About one a second.
 * @public
 */
export interface MoverProgressLine extends MoverProgress {
  type: 'progress';
  time: string;
}

/**
 * Copier only: one tag of one repository has a new state.
 * @public
 */
export interface MoverRepositoryLine {
  type: 'repository';
  time: string;
  /** Place in `copies` of the configuration, from 0. */
  index: number;
  repository: string;
  tag: string;
  state: string;
  digest?: string;
  error?: MoverErrorInfo;
}

/**
 * Copier only: how far one repository is.
 * @public
 */
export interface MoverCopyProgressLine {
  type: 'copyProgress';
  time: string;
  /** Place in `copies` of the configuration, from 0. */
  index: number;
  tagsDone: number;
  tagsTotal: number;
  blobsDone: number;
  blobsTotal: number;
  bytesDone: number;
  bytesTotal: number;
  bytesPerSecond: number;
  etaSeconds?: number;
}

/**
 * Copier only: what became of one repository. Written when its last tag is decided, and once more at the end.
 * @public
 */
export interface MoverCopyLine {
  type: 'copy';
  /** Place in `copies` of the configuration, from 0. */
  index: number;
  source: string;
  target: string;
  status: MoverStatus;
  tagsCopied: number;
  tagsUnchanged: number;
  tagsFailed: number;
  /** Up to 1,000; of more, those that failed come first. */
  tags: CopiedTag[];
  tagsOmitted?: number;
  bytesUploaded: number;
  blobsUploaded: number;
  blobsMounted: number;
  blobsSkipped: number;
  error?: MoverErrorInfo;
}

/**
 * For people.
 * @public
 */
export interface MoverLogLine {
  type: 'log';
  time: string;
  level: 'info' | 'warn' | 'error';
  message: string;
}

/**
 * One line of a mover's standard output.
 * @public
 */
export type MoverLine =
  | MoverPhaseLine
  | MoverProgressLine
  | MoverRepositoryLine
  | MoverCopyProgressLine
  | (MoverCopyLine & { time: string })
  | MoverLogLine
  | MoverResult;
