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

import type { MigrationEvent } from '@direct-migration/backstage-plugin-direct-migration-common';

/** Events of a migration, one of each level. */
export const exampleEvents: MigrationEvent[] = [
  {
    id: '1',
    migrationId: 'm',
    time: '2026-11-20T10:00:01.000Z',
    level: 'info',
    type: 'migration.started',
    message: 'The migration was started by user:default/guest.',
  },
  {
    id: '2',
    migrationId: 'm',
    itemId: 'item-volume',
    time: '2026-11-20T10:00:04.000Z',
    level: 'warn',
    type: 'item.waiting',
    message: 'The receiver waits for a node: 0/1 nodes are available.',
  },
  {
    id: '3',
    migrationId: 'm',
    itemId: 'item-volume',
    time: '2026-11-20T10:00:40.000Z',
    level: 'error',
    type: 'item.failed',
    message: 'The target volume shop/data is full: 17.8 MB more are needed.',
  },
];
