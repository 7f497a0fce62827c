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
  ListAuditOptions,
  Page,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { AuditFilter, AuditStore } from '../database/AuditStore';
import { DEFAULT_PAGE_SIZE } from './pageSize';
import type { AuditService } from './types';

const EXPORTED_AT_ONCE = 500;

/** Reads the audit trail. */
export class DefaultAuditService implements AuditService {
  readonly #store: AuditStore;

  constructor(options: { store: AuditStore }) {
    this.#store = options.store;
  }

  async list(options: ListAuditOptions): Promise<Page<AuditEntry>> {
    return this.#store.list(filterOf(options), {
      limit: options.limit ?? DEFAULT_PAGE_SIZE,
      cursor: options.cursor,
    });
  }

  async *export(options: ListAuditOptions): AsyncGenerator<AuditEntry> {
    let cursor: string | undefined;
    do {
      const { items, pageInfo } = await this.#store.list(filterOf(options), {
        limit: EXPORTED_AT_ONCE,
        cursor,
      });
      yield* items;
      cursor = pageInfo.nextCursor;
    } while (cursor);
  }
}

function filterOf(options: ListAuditOptions): AuditFilter {
  const lower = (text?: string) => text?.toLocaleLowerCase('en-US');
  const time = (text?: string) => (text ? new Date(text) : undefined);
  return {
    actor: options.actor,
    action: options.action,
    result: options.result,
    cluster: lower(options.cluster),
    entityRef: lower(options.entityRef),
    planId: options.planId,
    migrationId: options.migrationId,
    after: time(options.after),
    before: time(options.before),
  };
}
