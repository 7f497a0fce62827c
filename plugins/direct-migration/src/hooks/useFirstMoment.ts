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

import { useEffect, useState } from 'react';

/** So long nobody needs to be told that something is loading, in milliseconds. */
const MOMENT_MS = 300;

/**
 * Whether the first answer is pending, and has been for a moment only. What stands in for a table costs as much as the
 * table: where the answer comes at once, it would only delay it. Later nothing that is there goes away, nor does the focus.
 */
export function useFirstMoment(isPending: boolean): boolean {
  const [isOver, setOver] = useState(!isPending);
  useEffect(() => {
    if (isOver) {
      return undefined;
    }
    if (!isPending) {
      setOver(true);
      return undefined;
    }
    const timer = setTimeout(() => setOver(true), MOMENT_MS);
    return () => clearTimeout(timer);
  }, [isOver, isPending]);
  return isPending && !isOver;
}
