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

import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The list of all migrations. */
export const rootRouteRef = createRouteRef();

/** One migration. */
export const migrationRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:migrationId',
});

/** Where a migration is planned. */
export const newMigrationRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/new',
});

/** Counts and charts over all migrations. */
export const statisticsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/statistics',
});

/** The clusters and what each can do. */
export const clustersRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/clusters',
});

/** Who did what. */
export const auditRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/audit',
});

/** The form of one software template. */
export const templateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});
