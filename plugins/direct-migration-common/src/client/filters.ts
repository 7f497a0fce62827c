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

import type { operations } from '../generated/schema';

/** Filters of {@link DirectMigrationApi.listMigrations}. @public */
export type ListMigrationsOptions = NonNullable<
  operations['listMigrations']['parameters']['query']
>;
/** Filters of {@link DirectMigrationApi.listPlans}. @public */
export type ListPlansOptions = NonNullable<
  operations['listPlans']['parameters']['query']
>;
/** Filters of {@link DirectMigrationApi.listEvents}. @public */
export type ListEventsOptions = NonNullable<
  operations['listEvents']['parameters']['query']
>;

/** Filters of {@link DirectMigrationApi.listAudit}. @public */
export type ListAuditOptions = Omit<
  NonNullable<operations['listAudit']['parameters']['query']>,
  'format'
>;
/** Filters of {@link DirectMigrationApi.getStats}. @public */
export type GetStatsOptions = NonNullable<
  operations['getStats']['parameters']['query']
>;

/** What of a namespace's images {@link DirectMigrationApi.listImages} lists. @public */
export type ListImagesOptions = NonNullable<
  operations['listImages']['parameters']['query']
>;
