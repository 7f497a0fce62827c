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

import type { AuditEntry } from '@direct-migration/backstage-plugin-direct-migration-common';

const CLUSTERS = {
  sourceCluster: 'resource:default/east',
  targetCluster: 'resource:default/west',
};

/** An entry of each result. */
export const exampleAudit: AuditEntry[] = [
  {
    id: '5',
    time: '2026-11-20T10:05:00.000Z',
    actor: 'user:default/ada',
    action: 'migration.cancel',
    result: 'refused',
    planId: 'plan',
    planName: 'Shop to west',
    migrationId: '00000000-0000-4000-8000-000000000002',
    migrationType: 'stage',
    entityRef: 'component:default/shop',
    ...CLUSTERS,
    errorCode: 'ALREADY_FINISHED',
    message: 'The migration has succeeded already.',
  },
  {
    id: '4',
    time: '2026-11-20T10:00:00.000Z',
    actor: 'user:default/guest',
    action: 'migration.start',
    result: 'succeeded',
    planId: 'plan',
    planName: 'Shop to west',
    migrationId: '00000000-0000-4000-8000-000000000002',
    migrationType: 'stage',
    entityRef: 'component:default/shop',
    ...CLUSTERS,
  },
  {
    id: '3',
    time: '2026-11-20T09:59:00.000Z',
    actor: 'plugin:scaffolder',
    action: 'migration.dry-run',
    result: 'failed',
    planId: 'plan',
    planName: 'Shop to west',
    migrationType: 'cutover',
    ...CLUSTERS,
    errorCode: 'CLUSTER_UNREACHABLE',
    message:
      'https://api.west.example.com:6443 does not answer: connect ETIMEDOUT 203.0.113.7:6443.',
  },
  {
    id: '2',
    time: '2026-11-20T09:58:00.000Z',
    actor: 'user:default/guest',
    action: 'plan.create',
    result: 'succeeded',
    planId: 'plan',
    planName: 'Shop to west',
    ...CLUSTERS,
  },
  {
    id: '1',
    time: '2026-11-20T09:57:00.000Z',
    actor: 'user:default/guest',
    action: 'plan.create',
    result: 'unknown',
  },
];
