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

import type { FileList } from './FileLists';

/** Bytes of one record of the archive. Who reads takes whole records, so that nothing of the archive is left unread at its end. */
export const RECORD_BYTES = 64 * 1024;
/** How many records lie between two signs of life. */
const RECORDS = 16;
/** About what the headers of one file take in the archive. */
const HEADER_BYTES = 1536;

/** What was sent so far; bytes of content, about. */
export interface ArchiveProgress {
  files: number;
  bytes: number;
}

/** tar's arguments to send the files of a list, in the order of the list, to its standard output. */
export function archiveArguments(options: {
  list: FileList;
  dataDir: string;
  compress: boolean;
}): string[] {
  const { list, dataDir, compress } = options;
  return [
    '--create',
    '--file=-',
    `--blocking-factor=${RECORD_BYTES / 512}`,
    // the only format with times to the nanosecond
    '--format=posix',
    '--pax-option=delete=atime,delete=ctime',
    '--numeric-owner',
    '--sparse',
    '--ignore-failed-read',
    '--verbose',
    `--checkpoint=${RECORDS}`,
    '--checkpoint-action=echo=#%u',
    ...(compress ? ['--use-compress-program=zstd -1'] : []),
    `--directory=${dataDir}`,
    '--no-recursion',
    '--null',
    '--verbatim-files-from',
    ...list.names.map(file => `--files-from=${file}`),
  ];
}

/** Reads what tar says on its standard error: a name as each file begins, and how many records it has made. */
export class ArchiveOutput {
  private records = 0;
  private files = 0;

  constructor(private readonly list: FileList) {}

  /** One line, without its end. */
  read(line: string): void {
    if (line.startsWith('./')) {
      this.files += 1;
    } else {
      // by its path, as it was called
      const match = /^(?:\/.*\/)?tar: #(\d+)$/.exec(line);
      this.records = match ? Number(match[1]) : this.records;
    }
  }

  get progress(): ArchiveProgress {
    const content = this.records * RECORD_BYTES - this.files * HEADER_BYTES;
    return {
      // the newest one has only begun
      files: Math.min(this.list.files, Math.max(0, this.files - 1)),
      bytes: Math.max(0, Math.min(this.list.bytes, content)),
    };
  }
}
