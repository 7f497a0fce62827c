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

import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Where a page of a list begins; any other filter makes it meaningless. */
const CURSOR = 'cursor';
/** How it is shown rather than what: filters are cleared without them. */
const ORDER = ['orderBy', 'order'];

/** Result of {@link useFilters}. */
export interface Filters<K extends string> {
  /** What is set; never empty strings. */
  values: Partial<Record<K, string>>;
  /** Whether anything but the order and the cursor is set. */
  isFiltered: boolean;
  /** Sets some and keeps the others; `undefined` takes one away. */
  set: (patch: Partial<Record<K, string | undefined>>) => void;
  clear: () => void;
}

/**
 * Filters of a view, kept in the query string: what one sees can be sent to somebody else, and survives a reload.
 * @param names - must be stable
 */
export function useFilters<K extends string>(names: readonly K[]): Filters<K> {
  const [searchParams, setSearchParams] = useSearchParams();

  const values = useMemo(() => {
    const found: Partial<Record<K, string>> = {};
    for (const name of names) {
      const value = searchParams.get(name);
      if (value) {
        found[name] = value;
      }
    }
    return found;
  }, [names, searchParams]);

  const set = useCallback(
    (patch: Partial<Record<K, string | undefined>>) => {
      const isTurning = Object.keys(patch).every(name => name === CURSOR);
      setSearchParams(
        current => {
          const next = new URLSearchParams(current);
          if (!isTurning) {
            next.delete(CURSOR);
          }
          for (const [name, value] of Object.entries(patch)) {
            if (value) {
              next.set(name, value as string);
            } else {
              next.delete(name);
            }
          }
          return next;
        },
        // Pages can be turned back with the browser; each letter of a filter would be a stop on that way.
        { replace: !isTurning },
      );
    },
    [setSearchParams],
  );

  const clear = useCallback(
    () =>
      setSearchParams(
        current => {
          const next = new URLSearchParams(current);
          for (const name of names) {
            if (!ORDER.includes(name)) {
              next.delete(name);
            }
          }
          return next;
        },
        { replace: true },
      ),
    [names, setSearchParams],
  );

  return {
    values,
    isFiltered: Object.keys(values).some(
      name => name !== CURSOR && !ORDER.includes(name),
    ),
    set,
    clear,
  };
}
