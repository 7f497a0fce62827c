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

/** The audit trail. */
export const auditMessages = {
  export: 'Export as CSV',
  notAllowed: {
    title: 'You may not read the audit trail',
    description:
      'It needs the permission directmigration.audit.read. Ask your platform team.',
  },
  empty: {
    title: 'Nothing has been recorded yet',
    description:
      'Whoever makes or changes a plan, or starts, cancels or retries a migration, is recorded here.',
  },
  noMatch: {
    title: 'No entry matches these filters',
    description: 'Take some of them away, or choose a longer time.',
  },
  ofRun: 'Run',
  columns: {
    time: 'When',
    actor: 'Who',
    action: 'Did what',
    subject: 'To what',
    clusters: 'Clusters',
    result: 'Result',
  },
  filter: { actor: 'Who', action: 'Action', result: 'Result', run: 'Run' },
  actions: {
    planCreate: 'Plan created',
    planUpdate: 'Plan changed',
    planDelete: 'Plan deleted',
    migrationStart: 'Run started',
    migrationDryRun: 'Dry run',
    migrationCancel: 'Run canceled',
    migrationRetry: 'Run retried',
    migrationCancelItem: 'Item canceled',
    migrationRetryItem: 'Item retried',
    migrationRemoveKept: 'Kept objects removed',
  },
  results: {
    succeeded: 'Done',
    refused: 'Refused',
    failed: 'Failed',
    unknown: 'Unknown',
  },
} as const;
