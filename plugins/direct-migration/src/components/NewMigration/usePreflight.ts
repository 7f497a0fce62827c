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
  Preflight,
  VolumeInspection,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { directMigrationApiRef } from '../../api';

/** What the last preflight came to. */
export interface PreflightState {
  isPending: boolean;
  /** The plan that was looked at. */
  plan?: PlanContent;
  value?: Preflight;
  /** What was known of the volumes last; while another preflight is made, too. */
  inspections?: VolumeInspection[];
  error?: Error;
}

/** The preflight of a plan that is not stored; a new one ends the one before. */
export function usePreflight(): PreflightState & {
  /** @returns `undefined` if it was ended, or could not be done */
  run: (plan: PlanContent) => Promise<PreflightState | undefined>;
} {
  const api = useApi(directMigrationApiRef);
  const [state, setState] = useState<PreflightState>({ isPending: false });
  const attempt = useRef<AbortController>();
  useEffect(() => () => attempt.current?.abort(), []);

  const run = useCallback(
    async (plan: PlanContent) => {
      attempt.current?.abort();
      const controller = new AbortController();
      attempt.current = controller;
      setState(({ inspections }) => ({ isPending: true, plan, inspections }));
      const { signal } = controller;
      const next: PreflightState = await api.previewPlan(plan, { signal }).then(
        value => ({
          isPending: false,
          plan,
          value,
          inspections: value.inspections,
        }),
        error => ({ isPending: false, plan, error }),
      );
      if (signal.aborted) {
        return undefined;
      }
      setState(next);
      return next;
    },
    [api],
  );
  return { ...state, run };
}
