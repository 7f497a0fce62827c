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
  AuditEntry,
  Page,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/** What is known of an action when it begins. */
export interface NewAuditEntry {
  /** Entity ref of the user, or the subject of the service. */
  actor: string;
  action: AuditEntry['action'];
  planId?: string;
  migrationId?: string;
  migrationType?: string;
  itemId?: string;
}

/** How an action ended, and what was known only then. */
export interface AuditCompletion
  extends Partial<Pick<NewAuditEntry, 'planId' | 'migrationId'>> {
  result: 'succeeded' | 'refused' | 'failed';
  errorCode?: string;
  message?: string;
}

/** What of the audit trail is wanted; all conditions have to hold. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  result?: AuditEntry['result'];
  /** On either side. */
  cluster?: string;
  entityRef?: string;
  planId?: string;
  migrationId?: string;
  /** Inclusive. */
  after?: Date;
  /** Exclusive. */
  before?: Date;
}

/** The audit trail: appended to, completed once, and only ever read after that. */
export interface AuditStore {
  /** @returns the number of the entry, for {@link AuditStore.complete} */
  begin(entry: NewAuditEntry): Promise<number>;
  /** Fills in how the action ended; an entry that is complete does not change any more. */
  complete(id: number, completion: AuditCompletion): Promise<void>;
  /** Newest first. */
  list(
    filter: AuditFilter,
    page: { limit: number; cursor?: string },
  ): Promise<Page<AuditEntry>>;
  /** Removes what is older, a thousand at a time. @returns how many entries were removed */
  removeBefore(time: Date): Promise<number>;
}
