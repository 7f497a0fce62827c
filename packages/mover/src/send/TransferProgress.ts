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

import type { MoverProgress } from '../types';
import type { RsyncProgress } from './RsyncOutput';
import type { VolumeScan } from './scanVolume';

/** How much the newest speed counts against the earlier ones, at least; the first ones count alike. */
const SMOOTHING = 0.3;

/** Turns what rsync says into numbers that only grow, over all tries of one transfer. */
export class TransferProgress {
  private readonly scan: VolumeScan;
  private readonly now: () => number;
  private bytesBefore = 0;
  private bytesDone = 0;
  private filesDone = 0;
  private speed: number | undefined;
  private samples = 0;
  private sample: { at: number; bytes: number };

  constructor(scan: VolumeScan, now: () => number = Date.now) {
    this.scan = scan;
    this.now = now;
    this.sample = { at: now(), bytes: 0 };
  }

  /** rsync starts anew: what is there already is not sent again. */
  startRound(): void {
    this.bytesBefore = this.bytesDone;
    this.sample = { at: this.now(), bytes: this.bytesDone };
  }

  update(progress: RsyncProgress): MoverProgress {
    const { bytes, files } = this.scan;
    this.bytesDone = Math.max(
      this.bytesDone,
      Math.min(bytes, this.bytesBefore + progress.bytes),
    );
    this.filesDone = Math.max(
      this.filesDone,
      Math.min(files, Math.floor(files * progress.checked)),
    );
    const elapsed = (this.now() - this.sample.at) / 1000;
    if (elapsed >= 1) {
      const speed = (this.bytesDone - this.sample.bytes) / elapsed;
      this.samples += 1;
      this.speed =
        (this.speed ?? 0) +
        Math.max(SMOOTHING, 1 / this.samples) * (speed - (this.speed ?? 0));
      this.sample = { at: this.now(), bytes: this.bytesDone };
    }
    return this.current();
  }

  /** All that there was to do is done. */
  finish(failedFiles: number): MoverProgress {
    this.bytesDone = failedFiles === 0 ? this.scan.bytes : this.bytesDone;
    this.filesDone = Math.max(0, this.scan.files - failedFiles);
    return { ...this.current(), etaSeconds: 0 };
  }

  current(): MoverProgress {
    const progress: MoverProgress = {
      bytesDone: this.bytesDone,
      bytesTotal: this.scan.bytes,
      filesDone: this.filesDone,
      filesTotal: this.scan.files,
    };
    if (this.speed !== undefined) {
      progress.bytesPerSecond = Math.round(this.speed);
      // the first second is mostly waiting: no forecast from it
      if (this.speed > 0 && this.samples > 1) {
        progress.etaSeconds = Math.ceil(
          (this.scan.bytes - this.bytesDone) / this.speed,
        );
      }
    }
    return progress;
  }
}
