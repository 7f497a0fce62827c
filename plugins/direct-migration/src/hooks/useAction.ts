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

import { useCallback, useEffect, useRef, useState } from 'react';

/** Runs something that the user asked for, once at a time, and keeps its failure for showing. */
export function useAction(action: () => Promise<unknown>): {
  run: () => Promise<void>;
  isPending: boolean;
  error?: Error;
} {
  const [state, setState] = useState<{ isPending: boolean; error?: Error }>({
    isPending: false,
  });
  const latest = useRef(action);
  latest.current = action;
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);

  const run = useCallback(async () => {
    setState({ isPending: true });
    let error: Error | undefined;
    try {
      await latest.current();
    } catch (e) {
      error = e as Error;
    }
    if (isMounted.current) {
      setState({ isPending: false, error });
    }
  }, []);

  return { run, ...state };
}
