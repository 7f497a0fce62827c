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
 * Sender: starting, scanning, connecting, copying, finishing. Receiver: starting, listening, receiving. Copier: starting,
 * and what the copier reports.
 * @public
 */
export type MoverPhase =
  | 'starting'
  | 'scanning'
  | 'connecting'
  | 'copying'
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
  | 'FILES_FAILED'
  | 'IDLE_TIMEOUT'
  | 'INTERNAL'
  | 'NETWORK'
  | 'NO_SPACE'
  | 'PERMISSION_DENIED'
  | 'RSYNC_FAILED'
  | 'TARGET_READ_ONLY'
  | 'TOOL_MISSING'
  | 'TUNNEL_FAILED';

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
 * What a sender has done.
 * @public
 */
export interface SendResult {
  filesTransferred: number;
  /** Bytes of file content that went over the network. */
  literalBytes: number;
  /** Bytes that the target had already. */
  matchedBytes: number;
  totalSize: number;
  warnings: string[];
  /** Up to 100. */
  failedFiles: FailedFile[];
  /** How many more failed than are named. */
  failedFilesOmitted?: number;
}

/**
 * One tag after a copy.
 * @public
 */
export interface CopiedTag {
  source: string;
  target: string;
  tag: string;
  state: string;
  digest?: string;
  error?: MoverErrorInfo;
}

/**
 * What a copier has done.
 * @public
 */
export interface CopyResult {
  /** Every tag in the last line of the output; the termination message may name fewer, see `tagsOmitted`. */
  tags: CopiedTag[];
  tagsOmitted?: number;
  bytesUploaded: number;
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
  result?: SendResult | ReceiveResult | CopyResult;
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
  repository: string;
  tag: string;
  state: string;
  digest?: string;
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
  | MoverLogLine
  | MoverResult;
