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

import { findBlob } from './findBlob';
import type { BlobJob } from './Plan';
import { placeOf } from './placeOf';

/**
 * Asks the target registries which blobs they have, as {@link findBlob} does.
 *
 * Repositories that do not exist have no blobs, unless an earlier run was stopped before its first tag: then it has the
 * largest ones, which go first. So these are asked for first, and no more once none is found: what is asked for in vain
 * takes as long as sending a small blob. At worst a blob is sent that is there.
 *
 * @param jobs - the largest first
 * @param options - `absent`: repositories that do not exist, as of {@link placeOf}; `inFlight`: how many blobs an earlier
 *   run may have had on their way at a time
 * @internal
 */
export async function findBlobs(
  jobs: BlobJob[],
  options: { absent: Set<string>; inFlight: number },
): Promise<void> {
  const { absent, inFlight } = options;
  const isAbsent = ({ client }: BlobJob, repository: string) =>
    absent.has(placeOf(client.host, repository));
  const ask = async (some: BlobJob[]) =>
    await Promise.all(
      some.map(job => findBlob(job, repository => !isAbsent(job, repository))),
    );

  const unlikely = new Map<string, BlobJob[]>();
  const likely: BlobJob[] = [];
  for (const job of jobs) {
    const { client, places, targets } = job;
    if (
      !places.size &&
      targets.every(({ repository }) => isAbsent(job, repository))
    ) {
      const others = unlikely.get(client.host) ?? [];
      unlikely.set(client.host, others);
      others.push(job);
    } else {
      likely.push(job);
    }
  }
  const askUntilMissing = async (all: BlobJob[]) => {
    let count = 2 * inFlight;
    for (let from = 0; from < all.length; ) {
      const some = all.slice(from, from + count);
      await ask(some);
      if (!some.some(({ targets }) => targets.some(one => one.present))) {
        return;
      }
      from += count;
      count *= 2;
    }
  };
  await Promise.all([
    ask(likely),
    ...[...unlikely.values()].map(askUntilMissing),
  ]);
}
