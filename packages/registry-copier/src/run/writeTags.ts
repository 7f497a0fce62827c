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

import type { CopyOutcome, TagReport } from '../model/types';
import type { BlobJob, Plan, TagUnit } from '../plan/Plan';
import { copyOutcome } from './copyOutcome';
import type { Limiter } from './Limiter';
import type { OpenRegistries } from './openRegistries';
import type { ProgressBoard } from './ProgressBoard';
import { tagReport } from './tagReport';
import { TagWriter } from './TagWriter';

/** What went wrong with a blob of this unit. */
function missingBlob({ copy, jobs }: TagUnit): unknown {
  return jobs
    .flatMap(({ targets }) => targets)
    .find(
      ({ repository, error }) =>
        repository === copy.target.repository && error !== undefined,
    )?.error;
}

/**
 * Writes every tag as soon as its blobs are there, and tells what became of each tag and each copy.
 *
 * @param moves - `arrivals` never reject: errors are in the jobs
 */
export async function writeTags(
  plan: Plan,
  open: OpenRegistries,
  moves: {
    arrivals: Map<BlobJob, Promise<void>>;
    limiter: Limiter;
    board: ProgressBoard;
  },
): Promise<{ tags: TagReport[]; copies: CopyOutcome[] }> {
  const { clients, emit, log } = open;
  const { arrivals, limiter, board } = moves;
  const writers = new Map(
    [...clients].map(([host, client]) => [
      host,
      new TagWriter({ client, log }),
    ]),
  );

  const write = async (
    unit: TagUnit,
    sourceTags: Set<string>,
  ): Promise<TagReport> => {
    let failure: unknown = unit.error;
    try {
      if (unit.action !== 'fail' && unit.action !== 'skip') {
        await Promise.all(unit.jobs.map(job => arrivals.get(job)));
        failure = missingBlob(unit);
        if (failure === undefined) {
          await limiter.run(() =>
            writers.get(unit.copy.target.host)!.write(unit, sourceTags),
          );
        }
      }
    } catch (error) {
      failure = error;
    }
    const report = tagReport(unit, failure);
    const { index, tag, state, digest, error } = report;
    board.tagDone(unit);
    emit({
      type: 'repository',
      index,
      repository: unit.copy.source.repository,
      tag,
      state,
      ...(digest ? { digest } : {}),
      ...(error ? { error } : {}),
    });
    return report;
  };

  const done = await Promise.all(
    open.options.copies.map(async copy => {
      const units = plan.units.filter(unit => unit.copy === copy);
      const sourceTags = new Set(units.map(({ tag }) => tag));
      const tags = await Promise.all(
        units.map(unit => write(unit, sourceTags)),
      );
      const outcome = copyOutcome(copy, tags, plan.jobs);
      board.copyDone(copy);
      emit({ type: 'copy', ...outcome });
      return { tags, outcome };
    }),
  );
  return {
    tags: done.flatMap(({ tags }) => tags),
    copies: done.map(({ outcome }) => outcome),
  };
}
