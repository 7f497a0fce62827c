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

import type { Pod } from '../../kubernetes/clientNode';
import type { ClusterClient } from '../../kubernetes/ClusterClient';
import { resources } from '../../kubernetes/resources';
import type { ItemContext } from '../types';
import { keepLog } from './keepLog';

/**
 * Keeps the logs of all pods of ours that the selector finds; see {@link keepLog}.
 *
 * @internal
 */
export async function keepLogs(options: {
  context: Pick<ItemContext, 'attempt' | 'keepLog' | 'logger' | 'signal'>;
  client: ClusterClient;
  namespace: string;
  labelSelector: string;
  /** The container that counts in a pod that may have several, and the attempt that it is. */
  ofPod?: (pod: Pod) => { container: string; attempt?: number };
}): Promise<void> {
  const { context, client, namespace, labelSelector, ofPod } = options;
  try {
    const pods = await client.list(resources.pods, {
      namespace,
      labelSelector,
      signal: context.signal,
    });
    await Promise.all(
      pods
        // of one that never ran there is nothing
        .filter(pod => pod.status?.containerStatuses?.length)
        .map(pod => keepLog({ context, client, pod, ...ofPod?.(pod) })),
    );
  } catch (error) {
    context.logger.debug('Logs could not be kept', error as Error);
  }
}
