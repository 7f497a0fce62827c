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
import type { Stats } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { DirectMigrationFilter } from '@direct-migration/backstage-plugin-direct-migration-node';

/** Which migrations are counted. */
export interface StatsFilter {
  /** Created at or after. */
  after: Date;
  /** Created before. */
  before: Date;
  /** On either side. */
  cluster?: string;
  entityRef?: string;
  permissionFilter?: PermissionCriteria<DirectMigrationFilter>;
}

/** Counts over migrations. */
export interface StatsStore {
  collect(filter: StatsFilter): Promise<Stats>;
}
