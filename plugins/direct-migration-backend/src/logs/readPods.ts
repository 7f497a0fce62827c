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

import { hasEnded } from '../engines/common/followMover';
import { LABELS } from '../engines/common/labels';
import { MOVER_CONTAINER } from '../engines/common/readMoverResult';
import type { Pod } from '../kubernetes/clientNode';
import type { ClusterClient } from '../kubernetes/ClusterClient';
import { resources } from '../kubernetes/resources';
import { ifThere } from './ifThere';
import type { LogReading } from './LogReading';
import { readTail } from './readTail';

/** The end of what one pod has written. @internal */
export interface PodTail {
  name: string;
  labels: Record<string, string>;
  component: string;
  live: boolean;
  lines: string[];
  /** There may have been lines before. */
  cut: boolean;
}

/**
 * Reads the end of the logs of all pods that the selector finds. One that cannot be read does not keep others from it.
 *
 * @internal
 */
export async function readPods(options: {
  reading: Pick<LogReading<unknown>, 'of'>;
  /** Entity ref. */
  cluster: string;
  client: ClusterClient;
  namespace: string;
  labelSelector: string;
  /** The mover's, where a pod has several. */
  containerOf?: (pod: Pod) => string;
  /** Of each pod. */
  maxLines: number;
  maxBytes: number;
  signal: AbortSignal;
  onTail: (tail: PodTail) => void;
}): Promise<void> {
  const { reading, cluster, client, namespace, labelSelector, signal } =
    options;
  const containerOf = options.containerOf ?? (() => MOVER_CONTAINER);
  const pods = await client.list(resources.pods, {
    namespace,
    labelSelector,
    signal,
  });
  await Promise.all(
    pods
      .filter(pod => hasWritten(pod, containerOf(pod)))
      .map(pod =>
        reading.of(cluster, async () => {
          const { name, labels = {} } = pod.metadata as {
            name: string;
            labels?: Record<string, string>;
          };
          const tail = await ifThere(
            readTail({
              client,
              namespace,
              name,
              container: containerOf(pod),
              maxLines: options.maxLines,
              maxBytes: options.maxBytes,
              signal,
            }),
          );
          if (tail) {
            options.onTail({
              ...tail,
              name,
              labels,
              component: labels[LABELS.component] ?? MOVER_CONTAINER,
              live: !hasEnded(pod, containerOf(pod)),
            });
          }
        }),
      ),
  );
}

/** Of one whose container has never run there is no log, and to ask for it is an error. */
function hasWritten(pod: Pod, container: string): boolean {
  return (
    pod.status?.containerStatuses?.some(
      ({ name, state, lastState }) =>
        name === container &&
        (state?.running || state?.terminated || lastState?.terminated),
    ) === true
  );
}
