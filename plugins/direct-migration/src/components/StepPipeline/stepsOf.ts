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

import type {
  Migration,
  State,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/** One of the steps that follow each other in a migration. */
export interface RunStep {
  id: string;
  name?: string;
  state:
    | 'pending'
    | 'running'
    | 'succeeded'
    | 'partiallyFailed'
    | 'failed'
    | 'canceled'
    | 'skipped';
  startedAt?: string;
  finishedAt?: string;
  /** What it waits for, or why it failed. */
  message?: string;
}

const STATES: Record<State, RunStep['state']> = {
  queued: 'pending',
  running: 'running',
  succeeded: 'succeeded',
  partiallyFailed: 'partiallyFailed',
  failed: 'failed',
  canceling: 'running',
  canceled: 'canceled',
};

/** The check that went before it, and then its own steps; a run without any is one copy. */
export function stepsOf(migration: Migration): RunStep[] {
  const checked: RunStep[] = migration.preflight
    ? [
        {
          id: 'preflight',
          state: 'succeeded',
          finishedAt: migration.createdAt,
        },
      ]
    : [];
  const steps: RunStep[] = migration.steps?.length
    ? migration.steps
    : [
        {
          id: 'copy',
          state: STATES[migration.state],
          startedAt: migration.startedAt,
          finishedAt: migration.finishedAt,
        },
      ];
  return [...checked, ...steps];
}
