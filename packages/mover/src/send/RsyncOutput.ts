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

import { LineSplitter } from '../process/LineSplitter';

const PROGRESS =
  /^\s*(\d+)\s+\d+%\s+\S+\s+\S+(?:\s+\(xfr#(\d+), (?:to|ir)-chk=(\d+)\/(\d+)\))?/;
const STATISTICS: Record<string, keyof RsyncStatistics> = {
  'Number of regular files transferred': 'filesTransferred',
  'Total file size': 'totalSize',
  'Literal data': 'literalBytes',
  'Matched data': 'matchedBytes',
};

/** From `--info=stats2`. */
export interface RsyncStatistics {
  filesTransferred: number;
  totalSize: number;
  literalBytes: number;
  matchedBytes: number;
}

/** From `--info=progress2`. */
export interface RsyncProgress {
  /** Size of the files that were transferred so far. */
  bytes: number;
  filesTransferred: number;
  /** Share of all entries that rsync is finished with, 0 to 1. */
  checked: number;
}

/** Reads rsync's standard output. */
export class RsyncOutput {
  private readonly splitter: LineSplitter;
  private readonly onProgress: (progress: RsyncProgress) => void;
  progress: RsyncProgress = { bytes: 0, filesTransferred: 0, checked: 0 };
  /** Complete once rsync has ended well. */
  readonly statistics: Partial<RsyncStatistics> = {};

  constructor(options: { onProgress(progress: RsyncProgress): void }) {
    this.onProgress = options.onProgress;
    this.splitter = new LineSplitter({
      separator: /[\r\n]/,
      onLine: line => this.read(line),
    });
  }

  push(chunk: Buffer): void {
    this.splitter.push(chunk);
  }

  private read(line: string): void {
    const progress = PROGRESS.exec(line);
    if (progress) {
      this.progress = {
        bytes: Number(progress[1]),
        filesTransferred: progress[2]
          ? Number(progress[2])
          : this.progress.filesTransferred,
        checked: progress[4]
          ? 1 - Number(progress[3]) / Number(progress[4])
          : this.progress.checked,
      };
      this.onProgress(this.progress);
      return;
    }
    const statistic = /^([A-Z][a-z ]+): ([\d,]+)/.exec(line);
    const key = statistic && STATISTICS[statistic[1]];
    if (key) {
      this.statistics[key] = Number(statistic[2].replace(/,/g, ''));
    }
  }
}
