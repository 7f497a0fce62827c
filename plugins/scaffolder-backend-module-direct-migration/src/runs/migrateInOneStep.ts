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
import type { PlanInput } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { DirectMigrationService } from '@direct-migration/backstage-plugin-direct-migration-node';
import type { z as zod } from 'zod/v3';
import { startRun } from './startRun';
import type { StepContext } from './StepContext';
import {
  DEFAULT_TIMEOUT_SECONDS,
  describeFailure,
  MAX_TIMEOUT_SECONDS,
  waitForRun,
} from './waitForRun';

type Z = typeof zod;

/** How an action that does all in one step waits, as its input has it. */
export const waitFields = {
  wait: (z: Z) =>
    z
      .boolean()
      .optional()
      .describe(
        'Wait for the end (default), and cancel the migration when the task is canceled.',
      ),
  timeoutSeconds: (z: Z) =>
    z
      .number()
      .int()
      .min(1)
      .max(MAX_TIMEOUT_SECONDS)
      .optional()
      .describe(
        `How long to wait at most; ${DEFAULT_TIMEOUT_SECONDS} by default. The migration goes on after that.`,
      ),
};

/** What such an action gives out. */
export const runOutputs = {
  migrationId: (z: Z) => z.string().describe('Empty after a dry run.'),
  url: (z: Z) =>
    z.string().describe('Path of the page of the migration in the portal.'),
  state: (z: Z) => z.string(),
  bytesDone: (z: Z) => z.number().describe('Bytes copied so far.'),
};

/**
 * Makes a plan, runs it and waits for its end: for whoever wants one volume or one image moved and nothing else.
 *
 * @throws Error unless it succeeded
 */
export async function migrateInOneStep(
  context: StepContext & {
    output(name: keyof typeof runOutputs, value: never): void;
  },
  migrations: DirectMigrationService,
  options: {
    plan: PlanInput;
    wait?: boolean;
    timeoutSeconds?: number;
    pollIntervalMs?: number;
  },
): Promise<void> {
  const { plan, wait = true, timeoutSeconds, pollIntervalMs } = options;
  const output = context.output as (name: string, value: unknown) => void;
  let migration = await startRun(context, migrations, { type: 'stage', plan });
  output('migrationId', migration?.id ?? '');
  output('url', migration ? `/migrations/${migration.id}` : '/migrations');
  if (migration && wait) {
    migration = await waitForRun(context, migrations, {
      migrationId: migration.id,
      timeoutSeconds,
      onCancel: 'cancel',
      pollIntervalMs,
    });
  }
  output('state', migration?.state ?? 'queued');
  output('bytesDone', migration?.progress.bytesDone ?? 0);
  if (migration && wait && migration.state !== 'succeeded') {
    throw new Error(describeFailure(migration));
  }
}
