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

import { useCallback } from 'react';
import { useLive } from '../../hooks/useLive';

/** What a cluster has in one namespace, or why that is not known. */
export interface Discovered<T> {
  namespace: string;
  items: T[];
  error?: Error;
}

/**
 * Asks a cluster for what it has in each namespace. One that cannot be read does not hide the others.
 *
 * @param find - must be stable
 */
export function useDiscovered<T>(options: {
  cluster: string;
  namespaces: string[];
  find: (
    cluster: string,
    namespace: string,
    signal: AbortSignal,
  ) => Promise<T[]>;
}): { value?: Discovered<T>[]; refresh: () => void } {
  const { cluster, find } = options;
  const key = JSON.stringify([...new Set(options.namespaces)]);
  const load = useCallback(
    async (signal: AbortSignal) =>
      Promise.all(
        (JSON.parse(key) as string[]).map(
          async (namespace): Promise<Discovered<T>> => {
            try {
              return {
                namespace,
                items: await find(cluster, namespace, signal),
              };
            } catch (error) {
              if (signal.aborted) {
                throw error;
              }
              return { namespace, items: [], error: error as Error };
            }
          },
        ),
      ),
    [cluster, find, key],
  );
  return useLive({ load, isChanging: never, isRelevant: never });
}

function never() {
  return false;
}
