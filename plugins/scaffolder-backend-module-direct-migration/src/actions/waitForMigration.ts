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
import {
  createTemplateAction,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { DirectMigrationService } from '@direct-migration/backstage-plugin-direct-migration-node';
import {
  DEFAULT_TIMEOUT_SECONDS,
  describeFailure,
  MAX_TIMEOUT_SECONDS,
  waitForRun,
} from '../runs/waitForRun';
import { examples } from './waitForMigration.examples';

/**
 * Creates the action `directMigration:migration:wait`, which waits for the end of a migration and fails unless it
 * succeeded. Canceling the task does not cancel the migration.
 *
 * @public
 */
export function createWaitForMigrationAction(options: {
  migrations: DirectMigrationService;
  /** Mean time between two looks, in milliseconds; 5,000 by default. */
  pollIntervalMs?: number;
}): TemplateAction<any, any, 'v2'> {
  const { migrations, pollIntervalMs } = options;
  return createTemplateAction({
    id: 'directMigration:migration:wait',
    description:
      'Waits for the end of a migration; fails unless it succeeded. Holds one of the task slots of the scaffolder meanwhile.',
    examples,
    schema: {
      input: {
        migrationId: z => z.string().min(1),
        timeoutSeconds: z =>
          z
            .number()
            .int()
            .min(1)
            .max(MAX_TIMEOUT_SECONDS)
            .optional()
            .describe(
              `How long to wait at most; ${DEFAULT_TIMEOUT_SECONDS} by default.`,
            ),
      },
      output: {
        state: z => z.string(),
        bytesDone: z => z.number().describe('Bytes copied.'),
      },
    },
    async handler(ctx) {
      const migration = await waitForRun(ctx, migrations, {
        ...ctx.input,
        onCancel: 'leave',
        pollIntervalMs,
      });
      ctx.output('state', migration.state);
      ctx.output('bytesDone', migration.progress.bytesDone);
      if (migration.state !== 'succeeded') {
        throw new Error(describeFailure(migration));
      }
    },
  });
}
