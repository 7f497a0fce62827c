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

import type { Loss } from '../inspect/VolumeInspection';
import type { VolumeVerification } from './VolumeVerification';

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
