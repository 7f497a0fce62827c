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

import type { ContentProgress } from '../model/events';
import type { BlobJob, BlobTarget } from '../plan/Plan';
import { RateWindow } from './RateWindow';

/** One blob of a part, and how much of it is in the part's counts. */
interface Share {
  target: BlobTarget;
  bytes: number;
  moved: number;
  done: boolean;
}

function isThere({ outcome }: BlobTarget): boolean {
  return (
    outcome === 'present' || outcome === 'mounted' || outcome === 'uploaded'
  );
}

/**
 * Counts the blobs of one repository or tag.
 *
 * @internal
 */
export class PartProgress {
  readonly #shares = new Map<BlobJob, Share>();
  readonly #rate: RateWindow;
  #blobsDone = 0;
  #bytesDone = 0;
  #bytesTotal = 0;
  /** What crossed the wire, for the rate. */
  #wire = 0;

  constructor(now: number) {
    this.#rate = new RateWindow(now);
  }

  /** The part needs this blob, in this repository. */
  add(job: BlobJob, target: BlobTarget): void {
    if (!this.#shares.has(job)) {
      this.#shares.set(job, { target, bytes: 0, moved: 0, done: false });
      this.#bytesTotal += job.blob.size;
    }
  }

  /**
   * Takes over how far a blob is.
   *
   * @param moved - bytes of it that crossed the wire in the try that goes on
   */
  update(job: BlobJob, moved: number): void {
    const share = this.#shares.get(job);
    if (!share) {
      return;
    }
    const { target } = share;
    const done = isThere(target);
    const failed = target.outcome === 'failed';
    const rest = failed ? 0 : Math.min(moved, job.blob.size);
    const bytes = done ? job.blob.size : rest;
    this.#bytesDone += bytes - share.bytes;
    this.#blobsDone += Number(done) - Number(share.done);
    // A try that begins anew takes nothing back from the rate: its bytes did cross the wire.
    this.#wire += Math.max(0, moved - share.moved);
    Object.assign(share, { bytes, moved, done });
  }

  /** Whether nothing is left to do. */
  get complete(): boolean {
    return this.#blobsDone === this.#shares.size;
  }

  /** Where it is now; remembers it for the rate. */
  report(now: number): ContentProgress {
    const outlook = this.#rate.outlook(
      now,
      this.#wire,
      this.#bytesTotal - this.#bytesDone,
    );
    this.#rate.sample(now, this.#wire);
    return {
      blobsDone: this.#blobsDone,
      blobsTotal: this.#shares.size,
      bytesDone: this.#bytesDone,
      bytesTotal: this.#bytesTotal,
      ...outlook,
    };
  }
}
