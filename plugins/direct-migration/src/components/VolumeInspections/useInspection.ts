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

import { useApi } from '@backstage/frontend-plugin-api';
import type {
  PlanContent,
  VolumeInspection,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { directMigrationApiRef } from '../../api';

/** The backend looks into so many at once; each request is about no more, so that one sees how far it is. */
const AT_ONCE = 5;

/** How far the look into the volumes of a plan is. */
export interface InspectionState {
  isPending: boolean;
  /** Volumes that have been looked into, or could not be. */
  done: number;
  total: number;
  /** What was found so far. */
  found: VolumeInspection[];
  /** Why a volume could not be looked into, by `namespace/name`. */
  failures: Record<string, string>;
  /** Why nobody looks any further. */
  error?: Error;
}

const NOTHING: InspectionState = {
  isPending: false,
  done: 0,
  total: 0,
  found: [],
  failures: {},
};

/** Looks into the volumes of a plan that is not stored, by pods in the source; a new look ends the one before. */
export function useInspection(): InspectionState & {
  /** @returns whether it came to its end, whatever was found */
  run: (plan: PlanContent) => Promise<boolean>;
  /** Pods that are there already are removed by the backend. */
  stop: () => void;
} {
  const api = useApi(directMigrationApiRef);
  const [state, setState] = useState(NOTHING);
  const attempt = useRef<AbortController>();
  useEffect(() => () => attempt.current?.abort(), []);

  const run = useCallback(
    async (plan: PlanContent) => {
      attempt.current?.abort();
      const controller = new AbortController();
      attempt.current = controller;
      const { signal } = controller;
      let next = { ...NOTHING, isPending: true, total: plan.volumes.length };
      setState(next);
      for (let at = 0; at < plan.volumes.length; at += AT_ONCE) {
        const volumes = plan.volumes.slice(at, at + AT_ONCE);
        try {
          const { checks, inspections = [] } = await api.previewPlan(
            { ...plan, volumes, images: [] },
            { inspect: true, signal },
          );
          const failures = { ...next.failures };
          for (const { id, subject, message, fix } of checks) {
            if (id === 'inspection.failed') {
              failures[subject] = [message, fix].filter(Boolean).join('. ');
            }
          }
          next = {
            ...next,
            done: next.done + volumes.length,
            found: [...next.found, ...inspections],
            failures,
          };
        } catch (error) {
          next = { ...next, isPending: false, error: error as Error };
        }
        if (signal.aborted) {
          return false;
        }
        setState(next);
        if (next.error) {
          return false;
        }
      }
      setState({ ...next, isPending: false });
      return true;
    },
    [api],
  );
  const stop = useCallback(() => {
    attempt.current?.abort();
    setState(old => ({ ...old, isPending: false }));
  }, []);
  return { ...state, run, stop };
}
