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
  Item,
  Migration,
  MigrationReport,
  ReportItem,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { JsonObject, JsonValue } from '@backstage/types';

/** What a mover names at the most; a report never holds more of one kind for an item. */
const MAX_NAMED = 100;

function listOf<T>(value: JsonValue | undefined): T[] {
  return Array.isArray(value)
    ? (value.slice(0, MAX_NAMED) as unknown as T[])
    : [];
}

function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  return value && typeof value === 'object' && !Array.isArray(value)
    ? value
    : undefined;
}

function toReportItem(item: Item): ReportItem {
  const result = item.result as JsonObject | undefined;
  const verification = objectOf(result?.verification);
  const { progress } = item;
  return {
    id: item.id,
    kind: item.kind,
    name: item.name,
    source: item.source,
    target: item.target,
    state: item.state,
    attempts: item.attempts,
    ...(progress && {
      filesDone: progress.filesDone,
      bytesDone: progress.bytesDone,
    }),
    ...(item.error && { error: item.error }),
    ...(verification && {
      verification: {
        ...verification,
        mismatches: listOf(verification.mismatches),
        changed: listOf(verification.changed),
      } as unknown as ReportItem['verification'],
    }),
    failedFiles: listOf(result?.failedFiles),
    failedFilesOmitted: Number(result?.failedFilesOmitted ?? 0),
    warnings: listOf(result?.warnings),
    ...(Array.isArray(result?.tags) && { tags: result.tags as JsonObject[] }),
  };
}

/** What a migration moved and how that was proved: what its items came to, without how they came there. */
export function buildReport(migration: Migration): MigrationReport {
  const { id, items, ...rest } = migration;
  return {
    migrationId: id,
    planId: rest.planId,
    planName: rest.planName,
    type: rest.type,
    state: rest.state,
    ...(rest.entityRef && { entityRef: rest.entityRef }),
    sourceCluster: rest.sourceCluster,
    targetCluster: rest.targetCluster,
    initiatedBy: rest.initiatedBy,
    ...(rest.startedAt && { startedAt: rest.startedAt }),
    ...(rest.finishedAt && { finishedAt: rest.finishedAt }),
    items: items.map(toReportItem),
  };
}
