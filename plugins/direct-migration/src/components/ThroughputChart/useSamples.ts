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

import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import { useEffect, useState } from 'react';

/** Enough for ten minutes of looking at it. */
const MAX_SAMPLES = 300;

/** What the copies did at a moment. */
export interface Sample {
  /** Milliseconds since 1970. */
  time: number;
  bytesPerSecond: number;
}

/** The rate of a migration each time that it was loaded, since the page was opened. */
export function useSamples(migration: Migration): Sample[] {
  const [samples, setSamples] = useState<Sample[]>([]);
  useEffect(() => setSamples([]), [migration.id]);
  useEffect(() => {
    if (migration.state === 'running') {
      const sample = {
        time: Date.now(),
        bytesPerSecond: migration.progress.bytesPerSecond ?? 0,
      };
      setSamples(current => [...current, sample].slice(-MAX_SAMPLES));
    }
  }, [migration]);
  return samples;
}
