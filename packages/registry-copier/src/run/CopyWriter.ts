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

import type { CopyEvent, TagReport } from '../model/events';
import type { BlobJob, TagUnit } from '../plan/Plan';
import type { ProgressBoard } from './ProgressBoard';
import { tagReport } from './tagReport';
import type { TagWriter } from './TagWriter';

/** What writing works with. */
export interface Moves {
  /** Never reject: errors are in the jobs. */
  arrivals: Map<BlobJob, Promise<void>>;
  board: ProgressBoard;
}

/**
 * Writes the images of one copy.
 *
 * @internal
 */
export class CopyWriter {
  readonly #units: TagUnit[];
  readonly #sourceTags: Set<string>;

  readonly #moves: Moves;
  readonly #writer: TagWriter;
  readonly #emit: (event: CopyEvent) => void;

  constructor(options: {
    units: TagUnit[];
    moves: Moves;
    writer: TagWriter;
    emit: (event: CopyEvent) => void;
  }) {
    const { units } = options;
    this.#units = units;
    this.#moves = options.moves;
    this.#writer = options.writer;
    this.#emit = options.emit;
    this.#sourceTags = new Set(units.flatMap(({ writeAs }) => writeAs ?? []));
  }

  /** Every image as soon as its blobs are there; what became of each, in the order of the units. */
  async run(): Promise<TagReport[]> {
    const reports = new Map<TagUnit, TagReport>();
    await Promise.all(
      this.#units
        .filter(({ newest }) => !newest)
        .map(async unit => {
          const missing = await this.#missing(unit);
          // Under the tag only if the newest is sure to follow, and never backwards.
          const moves = ['create', 'overwrite'].includes(unit.action);
          const under = moves && !missing ? unit.writeAs : undefined;
          for (const older of this.#units) {
            if (older.newest === unit) {
              const problem = await this.#missing(older);
              reports.set(older, await this.#write(older, under, problem));
            }
          }
          reports.set(unit, await this.#write(unit, unit.writeAs, missing));
        }),
    );
    return this.#units.map(unit => reports.get(unit)!);
  }

  /** Waits for the blobs of an image, and says what is wrong with one of them. */
  async #missing({ copy, jobs }: TagUnit): Promise<unknown> {
    await Promise.all(jobs.map(job => this.#moves.arrivals.get(job)));
    return jobs
      .flatMap(({ targets }) => targets)
      .find(
        ({ repository, error }) =>
          repository === copy.target.repository && error !== undefined,
      )?.error;
  }

  async #write(
    unit: TagUnit,
    tag: string | undefined,
    problem: unknown,
  ): Promise<TagReport> {
    let failure = unit.error ?? problem;
    if (failure === undefined && unit.action !== 'skip') {
      try {
        await this.#writer.write(unit, tag, this.#sourceTags);
      } catch (error) {
        failure = error;
      }
    }
    const report = tagReport(unit, failure);
    const { source, target, ...rest } = report;
    this.#moves.board.tagDone(unit);
    this.#emit({
      type: 'repository',
      repository: unit.copy.source.repository,
      ...rest,
    });
    return report;
  }
}
