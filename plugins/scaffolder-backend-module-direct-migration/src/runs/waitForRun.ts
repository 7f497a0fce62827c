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
  isFinished,
  type Migration,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { DirectMigrationService } from '@direct-migration/backstage-plugin-direct-migration-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { explainError } from './explainError';
import type { StepContext } from './StepContext';

/** How long a step waits if its template does not say. */
export const DEFAULT_TIMEOUT_SECONDS = 1_800;

/** The token of the user who runs the template lives about an hour. */
export const MAX_TIMEOUT_SECONDS = 3_600;

/** Mean time between two looks, in milliseconds. */
const POLL_INTERVAL_MS = 5_000;

const MAX_FAILED_POLLS = 5;

/**
 * Waits for the end of a migration.
 *
 * @param options - `onCancel`: what becomes of the migration when the task is canceled
 * @returns the migration, whatever it ended as
 * @throws Error when the task is canceled, when the time is over, and when the migration cannot be looked at
 */
export async function waitForRun(
  context: StepContext,
  migrations: DirectMigrationService,
  options: {
    migrationId: string;
    timeoutSeconds?: number;
    onCancel: 'leave' | 'cancel';
    pollIntervalMs?: number;
  },
): Promise<Migration> {
  const { migrationId, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = options;
  const { pollIntervalMs = POLL_INTERVAL_MS } = options;
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
  const signal = context.signal
    ? AbortSignal.any([context.signal, timeout])
    : timeout;
  const credentials = await context.getInitiatorCredentials();

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
        context.logger.warn(
          `Could not look at migration ${migrationId}: ${explainError(error)}`,
        );
      }
      if (migration) {
        const line = describe(migration);
        if (line !== lastLine) {
          context.logger.info(line);
          lastLine = line;
        }
        if (isFinished(migration.state)) {
          return migration;
        }
      }
      // Jitter, so that many waiting tasks don't ask at the same moment.
      await sleep(pollIntervalMs * (0.75 + Math.random() / 2), undefined, {
        signal,
      });
    }
  } catch (error) {
    if (context.signal?.aborted) {
      if (options.onCancel === 'cancel') {
        // Whoever cancels the task wants this.
        await migrations.cancelMigration(migrationId, {
          credentials,
          confirm: 'cancel',
        });
        throw new Error(
          `Canceled; migration ${migrationId} is being canceled too`,
        );
      }
      context.logger.warn(
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
}

/** Why a migration that has ended is no success, a line for each item that is to blame. */
export function describeFailure(migration: Migration): string {
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
