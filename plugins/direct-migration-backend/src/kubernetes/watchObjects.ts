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

import type { KubernetesObject } from './clientNode';
import type { ListOptions, WatchEvent } from './ClusterClient';
import type { ClusterRequests } from './ClusterRequests';
import { resourcePath, type Resource } from './resources';
import { type ApiStatus, fromStatus } from './toMigrationError';

/**
 * One watch, until its time is over.
 *
 * @throws MigrationError when the cluster refuses the watch or breaks it off; the signal's reason when it is aborted
 * @internal
 */
export async function* watchObjects<T extends KubernetesObject>(
  requests: ClusterRequests,
  resource: Resource<T>,
  options: ListOptions & { resourceVersion?: string; timeoutMs: number },
): AsyncIterable<WatchEvent<T>> {
  const failed = requests.failed('watch', resource, options);
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal
    ? AbortSignal.any([timeout, options.signal])
    : timeout;
  try {
    const lines = requests.lines(
      {
        method: 'GET',
        path: resourcePath(resource, options),
        query: {
          watch: true,
          labelSelector: options.labelSelector,
          fieldSelector: options.fieldSelector,
          resourceVersion: options.resourceVersion,
          timeoutSeconds: Math.max(1, Math.ceil(options.timeoutMs / 1000)),
        },
        signal,
      },
      failed,
    );
    for await (const line of lines) {
      const event = JSON.parse(line) as
        | WatchEvent<T>
        | { type: 'ERROR'; object: ApiStatus };
      if (event.type === 'ERROR') {
        throw fromStatus(event.object.code ?? 500, event.object, failed);
      }
      yield event;
    }
  } catch (error) {
    // The end of the time is the normal end of a watch.
    if (!signal.aborted) {
      throw error;
    }
    options.signal?.throwIfAborted();
  }
}
