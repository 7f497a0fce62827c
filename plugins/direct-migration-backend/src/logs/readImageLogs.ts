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

import type {
  ItemLog,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { LABELS } from '../engines/common/labels';
import { batchSelector, readEntries } from '../engines/image/batch';
import { CopierLog } from '../engines/image/CopierLog';
import { copierNamespace, runsOn } from '../engines/image/copierPlace';
import { parseJsonLine } from '../engines/image/parseJsonLine';
import { resources } from '../kubernetes/resources';
import type { LogReading } from './LogReading';
import { readPods } from './readPods';

/** A copier writes several lines a second, about all images together. */
const MAX_LINES = 10_000;
const MAX_BYTES = 4 * 2 ** 20;

/** The log of a copier as one of its images has it. @internal */
export type ImageLog = ItemLog & { itemId: string };

/**
 * Reads the logs of all copiers of a migration, for all of their images at once. A copy in the backend has none before its end.
 *
 * @internal
 */
export async function readImageLogs(
  migrationId: string,
  plan: Plan,
  reading: LogReading<ImageLog>,
): Promise<void> {
  const side = runsOn(plan);
  if (side === 'backend') {
    return;
  }
  const cluster = side === 'source' ? plan.sourceCluster : plan.targetCluster;
  const namespace = copierNamespace(plan, side);
  await reading.of(cluster, async (client, signal) => {
    const labelSelector = batchSelector(migrationId);
    const find = { namespace, labelSelector, signal };
    const jobs = await client.list(resources.jobs, find);
    const entriesOf = new Map(
      jobs.map(job => [job.metadata?.labels?.[LABELS.batch], readEntries(job)]),
    );
    await readPods({
      ...find,
      reading,
      cluster,
      client,
      maxLines: MAX_LINES,
      maxBytes: MAX_BYTES,
      onTail: ({ lines, cut, labels, name, live }) => {
        const entries = entriesOf.get(labels[LABELS.batch]) ?? [];
        const log = new CopierLog(entries.length);
        lines.forEach(line => log.take(line, parseJsonLine(line)));
        entries.forEach(({ itemId, attempt }, index) => {
          const { content, truncated } = log.of(index);
          reading.add({
            itemId,
            attempt,
            pod: name,
            component: 'copier',
            live,
            truncated: cut || truncated,
            content,
          });
        });
      },
    });
  });
}
