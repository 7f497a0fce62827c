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

import { setImmediate as breathe } from 'node:timers/promises';
import { PathFilter, type PathFilters } from '../filter/PathFilter';
import { walkSorted, type WalkedEntry } from './walkSorted';

/**
 * Everything below a folder in the order of `walkSorted`, some entries at a time, with a turn of the event loop before
 * each of them.
 *
 * @param root - its bytes as a latin1 string
 * @param options - `size`: entries of a batch; `milliseconds`: after so long it ends before it is full; `map`: what is
 *   kept of an entry, whose numbers take much memory
 * @throws when the volume itself cannot be read; the signal's reason when it is aborted
 */
export async function* walkBatches<T>(
  root: string,
  options: {
    filters: PathFilters;
    size: number;
    milliseconds?: number;
    signal: AbortSignal;
    map(entry: WalkedEntry): T;
  },
): AsyncGenerator<T[]> {
  const { size, milliseconds = Infinity, signal, map } = options;
  const filter = new PathFilter(options.filters);
  const walk = walkSorted(root, (path, isDirectory) =>
    filter.excludes(path, isDirectory),
  );
  for (let done = false; !done; ) {
    await breathe();
    signal.throwIfAborted();
    const batch: T[] = [];
    const end = performance.now() + milliseconds;
    while (
      batch.length < size &&
      (batch.length % 64 !== 63 || performance.now() < end)
    ) {
      const next = walk.next();
      if (next.done) {
        done = true;
        break;
      }
      batch.push(map(next.value));
    }
    if (batch.length > 0) {
      yield batch;
    }
  }
}
