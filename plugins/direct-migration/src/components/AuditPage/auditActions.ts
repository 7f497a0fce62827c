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

/** Stable names of actions, and how they are called in the messages. Others are shown by their stable name. */
export const AUDIT_ACTIONS = {
  'plan.create': 'planCreate',
  'plan.update': 'planUpdate',
  'plan.delete': 'planDelete',
  'migration.start': 'migrationStart',
  'migration.dry-run': 'migrationDryRun',
  'migration.cancel': 'migrationCancel',
  'migration.retry': 'migrationRetry',
  'migration.cancel-item': 'migrationCancelItem',
  'migration.retry-item': 'migrationRetryItem',
  'migration.remove-kept': 'migrationRemoveKept',
} as const;
