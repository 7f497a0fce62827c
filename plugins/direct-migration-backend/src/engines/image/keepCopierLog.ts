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

import type { ClusterClient } from '../../kubernetes/ClusterClient';
import { resources } from '../../kubernetes/resources';
import { LABELS } from '../common/labels';
import { MOVER_CONTAINER } from '../common/readMoverResult';
import type { ItemContext } from '../types';
import { batchSelector, indexInBatch, readEntries } from './batch';
import { CopierLog } from './CopierLog';
import { readCopierLog } from './readCopierLog';
import type { SharedWatch } from './SharedWatches';

const TIMEOUT_MS = 10_000;

type Log = NonNullable<ReturnType<SharedWatch['logOf']>>;

/**
 * Keeps what the copier wrote of one image, so that it can be read when its pod is gone. To be called before it is removed;
 * again does no harm. That a log cannot be had is no failure.
 *
 * @param options - `watch`: of the copier, if this process has one; it has read the log already
 * @internal
 */
export async function keepCopierLog(options: {
  context: ItemContext;
  client: ClusterClient;
  namespace: string;
  watch: SharedWatch | undefined;
}): Promise<void> {
  const { context, watch } = options;
  try {
    const logs = watch
      ? [watch.logOf(indexInBatch(watch.entries, context))]
      : await readAgain(options);
    for (const log of logs) {
      if (log?.content) {
        const { attempt } = context;
        await context.keepLog({ ...log, attempt, component: 'copier' });
      }
    }
  } catch (error) {
    context.logger.debug('A log of the copier was not kept', error as Error);
  }
}

/** After a restart, for example. */
async function readAgain({
  context,
  client,
  namespace,
}: Parameters<typeof keepCopierLog>[0]): Promise<Log[]> {
  const { migrationId } = context;
  const signal = AbortSignal.any([
    context.signal,
    AbortSignal.timeout(TIMEOUT_MS),
  ]);
  const find = { namespace, labelSelector: batchSelector(migrationId), signal };
  const jobs = await client.list(resources.jobs, find);
  const batches = jobs
    .map(job => ({
      id: job.metadata!.labels![LABELS.batch],
      entries: readEntries(job),
    }))
    .filter(({ entries }) => indexInBatch(entries, context) >= 0);
  if (!batches.length) {
    return [];
  }
  const pods = await client.list(resources.pods, find);
  return await Promise.all(
    batches.flatMap(({ id, entries }) =>
      pods
        .filter(
          ({ metadata, status }) =>
            metadata!.labels?.[LABELS.batch] === id &&
            // of one that never ran there is nothing
            status?.containerStatuses?.length,
        )
        .map(async pod => {
          const log = new CopierLog(entries.length);
          const name = pod.metadata!.name!;
          await readCopierLog({
            client,
            namespace,
            name,
            container: MOVER_CONTAINER,
            follow: false,
            signal,
            onLine: (text, line) => log.take(text, line),
          });
          return { pod: name, ...log.of(indexInBatch(entries, context)) };
        }),
    ),
  );
}
