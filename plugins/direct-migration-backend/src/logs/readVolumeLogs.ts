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
  Item,
  ItemLog,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { memberLabel, memberSelector } from '../engines/common/labels';
import { LogEnd } from '../engines/common/LogEnd';
import { containerOf } from '../engines/volume/shared/containerOf';
import { mapNamespace } from '../engines/EngineOptions';
import type { LogReading } from './LogReading';
import { readPods } from './readPods';

/** Movers of volumes write about a line a second. */
const MAX_LINES = 2_000;
const MAX_BYTES = 2 ** 20;

/**
 * Reads the logs of all pods of a volume, on both sides.
 *
 * @internal
 */
export async function readVolumeLogs(
  item: Pick<Item, 'id' | 'source'>,
  plan: Plan,
  reading: LogReading<ItemLog>,
): Promise<void> {
  const namespace = String(item.source?.namespace);
  const places = [
    { cluster: plan.sourceCluster, namespace },
    { cluster: plan.targetCluster, namespace: mapNamespace(plan, namespace) },
  ].filter(
    // Within one cluster both may be in one namespace.
    (place, index, all) =>
      all.findIndex(
        other =>
          other.cluster === place.cluster &&
          other.namespace === place.namespace,
      ) === index,
  );
  await Promise.all(
    places.map(place =>
      reading.of(place.cluster, (client, signal) =>
        readPods({
          ...place,
          reading,
          client,
          labelSelector: memberSelector({ itemId: item.id }),
          containerOf: pod => containerOf(pod, item.id),
          maxLines: MAX_LINES,
          maxBytes: MAX_BYTES,
          signal,
          onTail: ({ lines, cut, labels, name, component, live }) => {
            const end = new LogEnd();
            lines.forEach(line => end.add(line));
            reading.add({
              attempt: Number(labels[memberLabel(item.id)]) || 1,
              pod: name,
              component,
              live,
              truncated: cut || end.truncated,
              content: end.text,
            });
          },
        }),
      ),
    ),
  );
}
