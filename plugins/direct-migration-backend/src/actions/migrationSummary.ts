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
import type { z as zod } from 'zod/v3';

type Z = typeof zod;

/** What an action says of a migration; `items` only where one migration is asked for. */
export const migrationSummarySchema = (z: Z) =>
  z.object({
    id: z
      .string()
      .describe('The id that get-migration and cancel-migration take.'),
    planId: z.string(),
    planName: z.string(),
    type: z
      .string()
      .describe(
        'stage: warm copy, the application keeps running; cutover: the application is stopped for the last copy; rollback.',
      ),
    state: z
      .string()
      .describe(
        'queued, running, succeeded, partiallyFailed, failed, canceling or canceled. partiallyFailed is no success: something was not copied.',
      ),
    entityRef: z
      .string()
      .optional()
      .describe('The application in the catalog.'),
    sourceCluster: z.string(),
    targetCluster: z.string(),
    initiatedBy: z.string(),
    createdAt: z.string(),
    finishedAt: z.string().optional(),
    bytesDone: z.number(),
    bytesTotal: z.number().optional(),
    etaSeconds: z.number().optional(),
    error: z.string().optional().describe('Why it failed, and what to do.'),
    url: z.string().describe('Path of its page in the portal.'),
  });

/** A migration as {@link migrationSummarySchema} has it. */
export function summarizeMigration(migration: Migration) {
  const { error, progress } = migration;
  return {
    id: migration.id,
    planId: migration.planId,
    planName: migration.planName,
    type: migration.type,
    state: migration.state,
    entityRef: migration.entityRef,
    sourceCluster: migration.sourceCluster,
    targetCluster: migration.targetCluster,
    initiatedBy: migration.initiatedBy,
    createdAt: migration.createdAt,
    finishedAt: migration.finishedAt,
    bytesDone: progress.bytesDone,
    bytesTotal: progress.bytesTotal,
    etaSeconds: progress.etaSeconds,
    error: error && describeError(error),
    url: `/migrations/${migration.id}`,
  };
}

/** An error in one line: code, message, and what to do. */
export function describeError(error: {
  code: string;
  message: string;
  hint?: string;
}): string {
  return [`${error.code}: ${error.message}`, error.hint]
    .filter(Boolean)
    .join(' ');
}
