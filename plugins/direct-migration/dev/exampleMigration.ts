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
import { examplePlan } from './examplePlans';

const ENDINGS: Record<State, boolean> = {
  queued: false,
  running: false,
  succeeded: true,
  partiallyFailed: true,
  failed: true,
  canceling: false,
  canceled: true,
};

/** A migration of one volume and one image repository in the given state. */
export function exampleMigration(
  state: State,
  overrides: Partial<Migration> = {},
): Migration {
  const isDone = state === 'succeeded';
  const hasFailed = state === 'failed' || state === 'partiallyFailed';
  const hasStarted = state !== 'queued';
  return {
    id: `00000000-0000-4000-8000-00000000000${Object.keys(ENDINGS).indexOf(
      state,
    )}`,
    planId: examplePlan.id,
    planName: examplePlan.name,
    type: 'stage',
    state,
    entityRef: `component:default/${state.toLowerCase()}`,
    sourceCluster: 'resource:default/east',
    targetCluster: 'resource:default/west',
    initiatedBy: 'user:default/guest',
    createdAt: '2026-11-20T10:00:00.000Z',
    ...(hasStarted && { startedAt: '2026-11-20T10:00:01.000Z' }),
    ...(ENDINGS[state] && { finishedAt: '2026-11-20T10:02:00.000Z' }),
    progress: hasStarted
      ? {
          bytesDone: isDone ? 48_000_000 : 30_200_000,
          bytesTotal: 48_000_000,
          filesDone: isDone ? 412 : 231,
          filesTotal: 412,
          ...(state === 'running' && {
            bytesPerSecond: 2_400_000,
            etaSeconds: 8,
          }),
        }
      : { bytesDone: 0, filesDone: 0 },
    items: [
      {
        id: 'item-volume',
        migrationId: 'm',
        kind: 'volume',
        name: 'shop/data → shop/data',
        state: state === 'partiallyFailed' ? 'partiallyFailed' : state,
        attempts: hasFailed ? 3 : Number(hasStarted),
        ...(state === 'running' && { phase: 'copying' }),
        ...(state === 'queued' && {
          waitingFor: 'a free worker',
        }),
        ...(hasStarted && {
          progress: {
            bytesDone: isDone ? 40_000_000 : 22_200_000,
            bytesTotal: 40_000_000,
            filesDone: isDone ? 402 : 221,
            filesTotal: 402,
            ...(state === 'running' && {
              bytesPerSecond: 2_400_000,
              etaSeconds: 8,
            }),
          },
        }),
        ...(state === 'failed' && {
          error: {
            code: 'NO_SPACE',
            message:
              'The target volume shop/data is full: 17.8 MB more are needed.',
            hint: 'Give the volume a capacity of at least 64Mi in the plan and retry.',
            attempts: 3,
          },
        }),
        ...(state === 'partiallyFailed' && {
          error: {
            code: 'FILES_SKIPPED',
            message:
              '2 files could not be read: cache/a.lock, cache/b.lock (permission denied).',
            hint: 'Make them readable for the sender or leave them out, then retry.',
            attempts: 3,
          },
        }),
      },
      {
        id: 'item-image',
        migrationId: 'm',
        kind: 'image',
        name: 'shop/web → shop/web',
        state: hasFailed ? 'succeeded' : state,
        attempts: Number(hasStarted),
        ...(hasStarted && {
          progress: {
            bytesDone: 8_000_000,
            bytesTotal: 8_000_000,
            filesDone: 10,
            filesTotal: 10,
          },
        }),
      },
    ],
    ...overrides,
  };
}

/** Every state there is. */
export const ALL_STATES = Object.keys(ENDINGS) as State[];
