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

import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type {
  Page,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { DirectMigrationFilter } from '@direct-migration/backstage-plugin-direct-migration-node';

/** Filters of a list of plans. */
export interface ListPlansStoreOptions {
  entityRef?: string;
  limit: number;
  cursor?: string;
  permissionFilter?: PermissionCriteria<DirectMigrationFilter>;
}

/** The plans. */
export interface PlansStore {
  /**
   * Stores a plan.
   *
   * @returns the plan, or the one that the same creator stored with the same key before
   */
  create(plan: Plan, options?: { idempotencyKey?: string }): Promise<Plan>;
  get(id: string): Promise<Plan | undefined>;
  /** Newest first. */
  list(options: ListPlansStoreOptions): Promise<Page<Plan>>;
  /**
   * Replaces a plan that still is as `expectedUpdatedAt` says.
   * @throws MigrationError `PLAN_CHANGED`, `PLAN_BUSY`, `PLAN_NOT_FOUND`
   */
  update(plan: Plan, options: { expectedUpdatedAt: string }): Promise<void>;
  /** @throws MigrationError `PLAN_BUSY`, `PLAN_NOT_FOUND` */
  delete(id: string): Promise<void>;
}
