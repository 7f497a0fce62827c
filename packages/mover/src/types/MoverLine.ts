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

import type { CopiedTag } from './CopyResult';
import type { MoverErrorInfo } from './MoverErrorInfo';
import type { MoverProgress } from './MoverProgress';
import type { MoverResult } from './MoverResult';
import type { MoverStatus } from './MoverStatus';

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
