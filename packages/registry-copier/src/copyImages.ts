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

import type { AdaptiveLimiter } from './client/AdaptiveLimiter';
import type { CopyReport } from './model/events';
import type { CopyOptions } from './model/types';
import { buildPlan } from './plan/buildPlan';
import { needsUpload } from './plan/Plan';
import type { BlobJob } from './plan/Plan';
import { BlobRunner } from './run/BlobRunner';
import { statusOf } from './run/copyOutcome';
import { openRegistries } from './run/openRegistries';
import { ProgressBoard } from './run/ProgressBoard';
import { TransferScheduler } from './run/TransferScheduler';
import { writeTags } from './run/writeTags';

/** Where a blob takes room while it is on its way. */
function limitersOf(job: BlobJob): AdaptiveLimiter[] {
  const from = needsUpload(job) ? job.sources.slice(0, 1) : [];
  return [job.client, ...from.map(({ client }) => client)].map(
    ({ load }) => load.transfers,
  );
}

/**
 * Copies repositories from registry to registry by digest: first all blobs, each once, then manifests, then tags, then
 * what refers to them. A tag appears only after all its content, and is read back.
 *
 * @returns what became of every tag; one that fails does not stop the others
 * @throws RegistryError `INVALID_REFERENCE` before anything moves, `CANCELED` within two seconds of the signal
 * @public
 */
export async function copyImages(options: CopyOptions): Promise<CopyReport> {
  return await openRegistries(options, async open => {
    const { emit, log, signal } = open;
    emit({ type: 'phase', phase: 'scanning' });
    const plan = await buildPlan(open);

    emit({ type: 'phase', phase: 'copying' });
    const board = new ProgressBoard({
      plan,
      copies: open.options.copies,
      intervalMs: options.progressIntervalMs ?? 1_000,
      emit,
    });
    board.begin();
    const runner = new BlobRunner({ board, signal, log });
    const scheduler = new TransferScheduler();
    const arrivals = new Map(
      plan.jobs.map(job => [
        job,
        scheduler.run(limitersOf(job), () => runner.run(job)),
      ]),
    );
    const writing = writeTags(plan, open, { arrivals, board });
    await Promise.all(arrivals.values());
    emit({ type: 'phase', phase: 'finishing' });
    const { tags, copies } = await writing;

    const sum = (
      key: 'bytesUploaded' | 'blobsUploaded' | 'blobsMounted' | 'blobsSkipped',
    ) => copies.reduce((total, copy) => total + copy[key], 0);
    const status = statusOf(tags);
    return {
      status,
      tags,
      copies,
      progress: board.flush(),
      bytesUploaded: sum('bytesUploaded'),
      blobsUploaded: sum('blobsUploaded'),
      blobsMounted: sum('blobsMounted'),
      blobsSkipped: sum('blobsSkipped'),
      ...(status === 'succeeded'
        ? {}
        : { error: tags.find(({ error }) => error)?.error }),
    };
  });
}
