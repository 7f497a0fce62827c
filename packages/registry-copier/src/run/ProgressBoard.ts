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

import type { CopyEvent, CopyProgress } from '../model/events';
import type { ValidCopy } from '../model/validateCopy';
import { needsUpload } from '../plan/Plan';
import type { BlobJob, Plan, TagUnit } from '../plan/Plan';
import { PartProgress } from './PartProgress';
import { ProgressMeter } from './ProgressMeter';

/** So many parts of each kind report at a time; the others wait for their turn, so that logs stay small. */
const PARTS_PER_REPORT = 10;

interface Part {
  progress: PartProgress;
  event: () => CopyEvent;
  /** Where it waits for its turn to report. */
  queue: Set<Part>;
}

/**
 * Follows all blobs, and tells how far everything, each copy and each tag is.
 *
 * @internal
 */
export class ProgressBoard {
  readonly #meter: ProgressMeter;
  readonly #emit: (event: CopyEvent) => void;
  readonly #now: () => number;
  readonly #copies = new Map<ValidCopy, Part & { tagsDone: number }>();
  readonly #tags = new Map<TagUnit, Part>();
  readonly #parts = new Map<BlobJob, Set<Part>>();
  readonly #moved = new Map<BlobJob, number>();
  /** Blobs whose last news is not in the parts yet. */
  readonly #touched = new Set<BlobJob>();
  /** Parts with news to tell, the longest silent first. */
  readonly #news = { copies: new Set<Part>(), tags: new Set<Part>() };

  constructor(options: {
    plan: Plan;
    copies: ValidCopy[];
    /** Shortest time between two reports. */
    intervalMs: number;
    emit: (event: CopyEvent) => void;
    /** Milliseconds that never go back. */
    now?: () => number;
  }) {
    const { plan, copies, emit, now = () => performance.now() } = options;
    this.#emit = emit;
    this.#now = now;
    this.#meter = new ProgressMeter({
      intervalMs: options.intervalMs,
      report: progress => {
        emit({ type: 'progress', ...progress });
        this.#reportParts();
      },
      now,
    });
    copies.forEach(copy => this.#addCopy(copy, plan));
    plan.units.forEach(unit => this.#addTag(unit));
    for (const job of plan.jobs) {
      this.#touched.add(job);
      if (needsUpload(job)) {
        this.#meter.expect(job.blob.size);
      }
    }
  }

  /** Tells all totals, before anything moves. */
  begin(): void {
    this.#takeOver();
    this.#emit({ type: 'progress', ...this.#meter.current() });
    this.#copies.forEach(({ event }) => this.#emit(event()));
    for (const { progress, event } of this.#tags.values()) {
      if (!progress.complete) {
        this.#emit(event());
      }
    }
    this.#news.copies.clear();
    this.#news.tags.clear();
  }

  /** A blob is uploaded that was not planned to be, because a mount was refused. */
  expectAgain(job: BlobJob): void {
    this.#meter.expect(job.blob.size);
    this.#takeOver();
    this.#moved.set(job, 0);
    this.#touched.add(job);
  }

  /** Bytes of a blob crossed the wire, or were lost again (negative). */
  move(job: BlobJob, bytes: number): void {
    this.#moved.set(job, (this.#moved.get(job) ?? 0) + bytes);
    this.#touched.add(job);
    this.#meter.move(bytes);
  }

  /** A blob was uploaded. */
  finishUpload(job: BlobJob): void {
    this.#touched.add(job);
    this.#meter.finish();
  }

  /** The outcome of a blob in one of its repositories is known. */
  settle(job: BlobJob): void {
    this.#touched.add(job);
  }

  /** What becomes of a tag is known. */
  tagDone({ copy }: TagUnit): void {
    const part = this.#copies.get(copy)!;
    part.tagsDone += 1;
    this.#news.copies.add(part);
  }

  /** Tells where a copy is that is done. */
  copyDone(copy: ValidCopy): void {
    this.#takeOver();
    const part = this.#copies.get(copy)!;
    this.#news.copies.delete(part);
    this.#emit(part.event());
  }

  /** Tells where everything is, in any case. */
  flush(): CopyProgress {
    return this.#meter.flush();
  }

  #addCopy(copy: ValidCopy, { units }: Plan): void {
    const { source, target } = copy.copy;
    const progress = new PartProgress(this.#now());
    const tagsTotal = units.filter(unit => unit.copy === copy).length;
    const part: Part & { tagsDone: number } = {
      progress,
      queue: this.#news.copies,
      tagsDone: 0,
      event: () => ({
        type: 'copyProgress',
        index: copy.index,
        source,
        target,
        tagsDone: part.tagsDone,
        tagsTotal,
        ...progress.report(this.#now()),
      }),
    };
    this.#copies.set(copy, part);
  }

  #addTag(unit: TagUnit): void {
    const { copy, tag, jobs } = unit;
    if (!jobs.length) {
      return;
    }
    const progress = new PartProgress(this.#now());
    const part: Part = {
      progress,
      queue: this.#news.tags,
      event: () => ({
        type: 'tagProgress',
        index: copy.index,
        tag,
        ...progress.report(this.#now()),
      }),
    };
    this.#tags.set(unit, part);
    for (const job of jobs) {
      const target = job.targets.find(
        ({ repository }) => repository === copy.target.repository,
      )!;
      const parts = this.#parts.get(job) ?? new Set();
      this.#parts.set(job, parts);
      for (const each of [part, this.#copies.get(copy)!]) {
        parts.add(each);
        each.progress.add(job, target);
      }
    }
  }

  #takeOver(): void {
    for (const job of this.#touched) {
      const moved = this.#moved.get(job) ?? 0;
      for (const part of this.#parts.get(job) ?? []) {
        part.progress.update(job, moved);
        part.queue.add(part);
      }
    }
    this.#touched.clear();
  }

  #reportParts(): void {
    this.#takeOver();
    for (const news of [this.#news.copies, this.#news.tags]) {
      for (const part of [...news].slice(0, PARTS_PER_REPORT)) {
        news.delete(part);
        this.#emit(part.event());
      }
    }
  }
}
