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

import type { CopyProgress } from '../model/events';
import { RateWindow } from './RateWindow';

/**
 * Counts bytes and blobs, and says now and then how far it is.
 *
 * @internal
 */
export class ProgressMeter {
  private bytesDone = 0;
  private bytesTotal = 0;
  private filesDone = 0;
  private filesTotal = 0;
  private readonly rate: RateWindow;
  private reportedAt: number;

  constructor(
    private readonly options: {
      intervalMs: number;
      report: (progress: CopyProgress) => void;
      /** Milliseconds that never go back. */
      now?: () => number;
    },
  ) {
    this.reportedAt = this.now();
    this.rate = new RateWindow(this.reportedAt);
  }

  /** There is one more blob to transfer. */
  expect(bytes: number): void {
    this.bytesTotal += bytes;
    this.filesTotal += 1;
  }

  /** Bytes were transferred, or lost again (negative). */
  move(bytes: number): void {
    this.bytesDone += bytes;
    this.maybeReport();
  }

  /** One more blob is done. */
  finish(): void {
    this.filesDone += 1;
    this.maybeReport();
  }

  /** Says where it is now, in any case. */
  flush(): CopyProgress {
    this.reportedAt = this.now();
    const progress = this.current();
    this.options.report(progress);
    return progress;
  }

  /** Where it is now. */
  current(): CopyProgress {
    const { bytesDone, bytesTotal, filesDone, filesTotal } = this;
    return {
      bytesDone,
      bytesTotal,
      filesDone,
      filesTotal,
      ...this.rate.outlook(this.now(), bytesDone, bytesTotal - bytesDone),
    };
  }

  private maybeReport(): void {
    const at = this.now();
    if (at - this.reportedAt < this.options.intervalMs) {
      return;
    }
    this.flush();
    this.rate.sample(at, this.bytesDone);
  }

  private now(): number {
    return this.options.now?.() ?? performance.now();
  }
}
