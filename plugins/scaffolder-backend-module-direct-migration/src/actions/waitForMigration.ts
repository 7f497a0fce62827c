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

import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  isFinished,
  type Migration,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { DirectMigrationService } from '@direct-migration/backstage-plugin-direct-migration-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { explainError } from './explainError';
import { examples } from './waitForMigration.examples';

const DEFAULT_TIMEOUT_SECONDS = 1_800;
// The token of the user who runs the template lives about an hour.
const MAX_TIMEOUT_SECONDS = 3_600;
const MAX_FAILED_POLLS = 5;

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
}) {
  const { migrations, pollIntervalMs = 5_000 } = options;
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
      const { migrationId, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } =
        ctx.input;
      const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
      const signal = ctx.signal
        ? AbortSignal.any([ctx.signal, timeout])
        : timeout;
      const credentials = await ctx.getInitiatorCredentials();

      let migration: Migration | undefined;
      let failedPolls = 0;
      let lastLine = '';
      try {
        for (;;) {
          try {
            migration = await migrations.getMigration(migrationId, {
              credentials,
              signal,
            });
            failedPolls = 0;
          } catch (error) {
            failedPolls += 1;
            if (
              signal.aborted ||
              !isTemporary(error) ||
              failedPolls >= MAX_FAILED_POLLS
            ) {
              throw error;
            }
            ctx.logger.warn(
              `Could not look at migration ${migrationId}: ${explainError(
                error,
              )}`,
            );
          }
          if (migration) {
            const line = describe(migration);
            if (line !== lastLine) {
              ctx.logger.info(line);
              lastLine = line;
            }
            if (isFinished(migration.state)) {
              break;
            }
          }
          // Jitter, so that many waiting tasks don't ask at the same moment.
          await sleep(pollIntervalMs * (0.75 + Math.random() / 2), undefined, {
            signal,
          });
        }
      } catch (error) {
        if (ctx.signal?.aborted) {
          ctx.logger.warn(
            `No longer waiting; migration ${migrationId} goes on in the background.`,
          );
          throw new Error(
            `Canceled while waiting for migration ${migrationId}, which goes on`,
          );
        }
        if (timeout.aborted) {
          throw new Error(
            `Migration ${migrationId} is still ${
              migration?.state ?? 'unknown'
            } after ${timeoutSeconds} seconds; it goes on. Look at /migrations/${migrationId}`,
          );
        }
        throw new Error(explainError(error), { cause: error });
      }

      ctx.output('state', migration.state);
      ctx.output('bytesDone', migration.progress.bytesDone);
      if (migration.state !== 'succeeded') {
        throw new Error(describeFailure(migration));
      }
    },
  });
}

function isTemporary(error: unknown): boolean {
  const { statusCode } = error as { statusCode?: number };
  return statusCode === undefined || statusCode >= 500 || statusCode === 429;
}

function describe(migration: Migration): string {
  const { bytesDone, bytesTotal } = migration.progress;
  const percent = bytesTotal
    ? `, ${Math.floor((100 * bytesDone) / bytesTotal)} %`
    : '';
  return `Migration ${migration.id} is ${migration.state}${percent}`;
}

function describeFailure(migration: Migration): string {
  const causes = [
    migration.error && `${migration.error.message} [${migration.error.code}]`,
    ...migration.items.map(
      ({ name, error }) =>
        error &&
        `${name}: ${error.message} [${error.code}] ${error.hint ?? ''}`.trim(),
    ),
  ].filter(Boolean);
  return [
    `Migration ${migration.id} ended as ${migration.state}`,
    ...causes,
  ].join('\n');
}
