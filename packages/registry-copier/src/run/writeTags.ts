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

import type { CopyOutcome, TagReport } from '../model/events';
import type { Plan } from '../plan/Plan';
import { copyOutcome } from './copyOutcome';
import { CopyWriter } from './CopyWriter';
import type { Moves } from './CopyWriter';
import type { OpenRegistries } from './openRegistries';
import { TagWriter } from './TagWriter';

/**
 * Writes every tag as soon as its blobs are there, and tells what became of each tag and each copy.
 */
export async function writeTags(
  plan: Plan,
  open: OpenRegistries,
  moves: Moves,
): Promise<{ tags: TagReport[]; copies: CopyOutcome[] }> {
  const { clients, emit, log } = open;
  const writers = new Map(
    [...clients].map(([host, client]) => [
      host,
      new TagWriter({ client, log }),
    ]),
  );
  const done = await Promise.all(
    open.options.copies.map(async copy => {
      const units = plan.units.filter(unit => unit.copy === copy);
      const writer = writers.get(copy.target.host)!;
      const tags = await new CopyWriter({ units, moves, writer, emit }).run();
      const outcome = copyOutcome(copy, tags, plan.jobs);
      moves.board.copyDone(copy);
      emit({ type: 'copy', ...outcome });
      return { tags, outcome };
    }),
  );
  return {
    tags: done.flatMap(({ tags }) => tags),
    copies: done.map(({ outcome }) => outcome),
  };
}
