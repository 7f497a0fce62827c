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
  DirectMigrationApi,
  MigrationEvent,
} from '@direct-migration/backstage-plugin-direct-migration-common';

const PAGE_SIZE = 200;
const MAX_PAGES = 5;

/** The first 1,000 events of a migration, oldest first, and whether there are more. */
export async function listAllEvents(
  api: DirectMigrationApi,
  migrationId: string,
  signal: AbortSignal,
): Promise<{ events: MigrationEvent[]; hasMore: boolean }> {
  const events: MigrationEvent[] = [];
  let cursor: string | undefined;
  for (let i = 0; i < MAX_PAGES; i++) {
    const page = await api.listEvents(
      migrationId,
      { limit: PAGE_SIZE, cursor },
      { signal },
    );
    events.push(...page.items);
    cursor = page.pageInfo.nextCursor;
    if (!cursor) {
      return { events, hasMore: false };
    }
  }
  return { events, hasMore: true };
}
