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

import { useSignal } from '@backstage/plugin-signals-react';
import {
  DIRECT_MIGRATION_SIGNAL_CHANNEL,
  type DirectMigrationSignal,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback, useEffect, useRef, useState } from 'react';

/** At most one load in this time, in milliseconds, however many signals come. */
export const THROTTLE_MS = 1_000;
/** How often a running migration is looked at, in milliseconds. */
export const POLL_MS = 2_000;
/** How soon a failed load is tried again, in milliseconds. */
export const RETRY_MS = 10_000;

/** How long a load may take, in milliseconds. */
export const LOAD_TIMEOUT_MS = 30_000;

/** Options of {@link useLive}. */
export interface UseLiveOptions<T> {
  /** Must be stable: a new function is a new question, whose earlier answer is dropped. */
  load: (signal: AbortSignal) => Promise<T>;
  /** Whether `value` may change by itself, so that it's worth asking again. */
  isChanging: (value: T) => boolean;
  /** Which signals matter; all without it. */
  isRelevant?: (signal: DirectMigrationSignal) => boolean;
}

/** A value that is loaded: the last good answer, and why the last load failed. @public */
export interface LiveValue<T> {
  /** The last good answer; stays when a later load fails. */
  value?: T;
  /** Why the last load failed. */
  error?: Error;
  refresh: () => void;
}

/** Loads a value, again on every signal (throttled), and while it changes and the tab is visible. */
export function useLive<T>(options: UseLiveOptions<T>): LiveValue<T> {
  const { load } = options;
  const latest = useRef(options);
  latest.current = options;

  const [state, setState] = useState<{ value?: T; error?: Error }>({});
  const refreshRef = useRef<() => void>(() => {});
  const refresh = useCallback(() => refreshRef.current(), []);
  const { lastSignal } = useSignal<DirectMigrationSignal>(
    DIRECT_MIGRATION_SIGNAL_CHANNEL,
  );

  useEffect(() => {
    let isUnmounted = false;
    let attempt: AbortController | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isLoading = false;
    let isAskedAgain = false;
    let lastLoadAt = 0;
    setState({});

    const schedule = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(run, ms);
    };
    const isVisible = () => document.visibilityState !== 'hidden';

    async function run() {
      clearTimeout(timer);
      if (isLoading) {
        isAskedAgain = true;
        return;
      }
      isLoading = true;
      lastLoadAt = Date.now();
      let nextMs: number | undefined;
      attempt = new AbortController();
      const timeout = setTimeout(
        controllerOfAttempt =>
          controllerOfAttempt.abort(
            new Error(
              `The backend did not answer in ${LOAD_TIMEOUT_MS / 1000} seconds`,
            ),
          ),
        LOAD_TIMEOUT_MS,
        attempt,
      );
      try {
        const value = await load(attempt.signal);
        if (isUnmounted) {
          return;
        }
        setState({ value });
        nextMs = latest.current.isChanging(value) ? POLL_MS : undefined;
      } catch (error) {
        if (isUnmounted) {
          return;
        }
        setState(({ value }) => ({ value, error: error as Error }));
        nextMs = RETRY_MS;
      } finally {
        clearTimeout(timeout);
        isLoading = false;
      }
      if (isAskedAgain) {
        isAskedAgain = false;
        schedule(THROTTLE_MS);
      } else if (nextMs !== undefined && isVisible()) {
        schedule(nextMs);
      }
    }

    function request() {
      schedule(Math.max(0, lastLoadAt + THROTTLE_MS - Date.now()));
    }
    function onVisibilityChange() {
      if (isVisible()) {
        request();
      } else {
        clearTimeout(timer);
      }
    }

    refreshRef.current = request;
    document.addEventListener('visibilitychange', onVisibilityChange);
    run();
    return () => {
      isUnmounted = true;
      attempt?.abort();
      clearTimeout(timer);
      refreshRef.current = () => {};
      document.removeEventListener('visibilitychange', onVisibilityChange);
    };
  }, [load]);

  useEffect(() => {
    if (lastSignal && latest.current.isRelevant?.(lastSignal) !== false) {
      refresh();
    }
  }, [lastSignal, refresh]);

  return { ...state, refresh };
}
