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

import { MigrationError } from '../errors/MigrationError';
import type { KubernetesObject } from './clientNode';
import type { WatchEvent } from './ClusterClient';

/**
 * Lists objects and watches them from there on, until they are as they should be or the time is over; again when the watch
 * breaks or is too old.
 *
 * @throws MigrationError what the list or a refused watch throws; the signal's reason when it is aborted
 * @internal
 */
export async function waitForObjects<T extends KubernetesObject>(options: {
  list(): Promise<{ items: T[]; resourceVersion?: string }>;
  watch(from: {
    resourceVersion?: string;
    timeoutMs: number;
  }): AsyncIterable<WatchEvent<T>>;
  predicate: (objects: T[]) => boolean;
  timeoutMs: number;
  signal?: AbortSignal;
}): Promise<{ met: boolean; objects: T[] }> {
  const deadline = performance.now() + options.timeoutMs;
  for (;;) {
    const { items, resourceVersion } = await options.list();
    const objects = new Map(items.map(item => [item.metadata!.uid!, item]));
    const left = Math.ceil(deadline - performance.now());
    if (options.predicate(items)) {
      return { met: true, objects: items };
    }
    if (left <= 0) {
      return { met: false, objects: items };
    }
    try {
      for await (const { type, object } of options.watch({
        resourceVersion,
        timeoutMs: left,
      })) {
        if (type === 'BOOKMARK') {
          continue;
        }
        if (type === 'DELETED') {
          objects.delete(object.metadata!.uid!);
        } else {
          objects.set(object.metadata!.uid!, object);
        }
        if (options.predicate([...objects.values()])) {
          return { met: true, objects: [...objects.values()] };
        }
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      // A watch that is refused would be refused again; one that broke, or is too old (410), is replaced by a new list.
      if (
        !(error instanceof MigrationError) ||
        !['CLUSTER_UNREACHABLE', 'CLUSTER_ERROR'].includes(error.code)
      ) {
        throw error;
      }
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}
