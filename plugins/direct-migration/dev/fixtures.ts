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

import type { Entity } from '@backstage/catalog-model';
import type {
  DirectMigrationApi,
  Migration,
  MigrationEvent,
  MigrationReport,
  State,
} from '@direct-migration/backstage-plugin-direct-migration-common';

import { exampleAudit } from './exampleAudit';
import { exampleClusters } from './exampleClusters';
import { exampleDiscovery } from './exampleDiscovery';
import { examplePlan } from './examplePlans';
import { exampleStats } from './exampleStats';

const ENDINGS: Record<State, boolean> = {
  queued: false,
  running: false,
  succeeded: true,
  partiallyFailed: true,
  failed: true,
  canceling: false,
  canceled: true,
};

/** An application for a state of its migration. */
export function exampleEntity(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'direct-migration.io/enabled': 'true' },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'user:guest' },
    relations: [],
  };
}

/** A migration of one volume and one image repository in the given state. */
export function exampleMigration(
  state: State,
  overrides: Partial<Migration> = {},
): Migration {
  const isDone = state === 'succeeded';
  const hasFailed = state === 'failed' || state === 'partiallyFailed';
  const hasStarted = state !== 'queued';
  return {
    id: `00000000-0000-4000-8000-00000000000${Object.keys(ENDINGS).indexOf(
      state,
    )}`,
    planId: examplePlan.id,
    planName: examplePlan.name,
    type: 'stage',
    state,
    entityRef: `component:default/${state.toLowerCase()}`,
    sourceCluster: 'resource:default/east',
    targetCluster: 'resource:default/west',
    initiatedBy: 'user:default/guest',
    createdAt: '2026-11-20T10:00:00.000Z',
    ...(hasStarted && { startedAt: '2026-11-20T10:00:01.000Z' }),
    ...(ENDINGS[state] && { finishedAt: '2026-11-20T10:02:00.000Z' }),
    progress: hasStarted
      ? {
          bytesDone: isDone ? 48_000_000 : 30_200_000,
          bytesTotal: 48_000_000,
          filesDone: isDone ? 412 : 231,
          filesTotal: 412,
          ...(state === 'running' && {
            bytesPerSecond: 2_400_000,
            etaSeconds: 8,
          }),
        }
      : { bytesDone: 0, filesDone: 0 },
    items: [
      {
        id: 'item-volume',
        migrationId: 'm',
        kind: 'volume',
        name: 'shop/data → shop/data',
        state: state === 'partiallyFailed' ? 'partiallyFailed' : state,
        attempts: hasFailed ? 3 : Number(hasStarted),
        ...(state === 'running' && { phase: 'copying' }),
        ...(state === 'queued' && {
          waitingFor: 'a free worker',
        }),
        ...(hasStarted && {
          progress: {
            bytesDone: isDone ? 40_000_000 : 22_200_000,
            bytesTotal: 40_000_000,
            filesDone: isDone ? 402 : 221,
            filesTotal: 402,
            ...(state === 'running' && {
              bytesPerSecond: 2_400_000,
              etaSeconds: 8,
            }),
          },
        }),
        ...(state === 'failed' && {
          error: {
            code: 'NO_SPACE',
            message:
              'The target volume shop/data is full: 17.8 MB more are needed.',
            hint: 'Give the volume a capacity of at least 64Mi in the plan and retry.',
            attempts: 3,
          },
        }),
        ...(state === 'partiallyFailed' && {
          error: {
            code: 'FILES_SKIPPED',
            message:
              '2 files could not be read: cache/a.lock, cache/b.lock (permission denied).',
            hint: 'Make them readable for the sender or leave them out, then retry.',
            attempts: 3,
          },
        }),
      },
      {
        id: 'item-image',
        migrationId: 'm',
        kind: 'image',
        name: 'shop/web → shop/web',
        state: hasFailed ? 'succeeded' : state,
        attempts: Number(hasStarted),
        ...(hasStarted && {
          progress: {
            bytesDone: 8_000_000,
            bytesTotal: 8_000_000,
            filesDone: 10,
            filesTotal: 10,
          },
        }),
      },
    ],
    ...overrides,
  };
}

/** Every state there is. */
export const ALL_STATES = Object.keys(ENDINGS) as State[];

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

/** The REST client over fixtures: one entity per state, and `none` and `broken`. */
export function exampleApi(): DirectMigrationApi {
  const migrations = ALL_STATES.map(state => exampleMigration(state));
  const find = (id: string) => {
    const found = migrations.find(migration => migration.id === id);
    if (!found) {
      throw new Error(`Migration ${id} does not exist`);
    }
    return found;
  };
  const api: Partial<DirectMigrationApi> = {
    ...exampleDiscovery,
    async getReport() {
      return { items: [] } as unknown as MigrationReport;
    },
    async exportReport() {
      return new Blob(['item\r\n'], { type: 'text/csv' });
    },
    async getItemLogs(_id, itemId) {
      return exampleLog(itemId);
    },
    async getImageReferences() {
      return { references: [], map: {} };
    },
    async listPlans(filter) {
      const hasNone = filter?.entityRef === 'component:default/none';
      return { items: hasNone ? [] : [examplePlan], pageInfo: {} };
    },
    async startMigration({ type }) {
      return {
        ...exampleMigration('queued', { type }),
        preflight: {
          blocked: type === 'rollback',
          checks: [
            {
              id: 'volume.inUse',
              level: 'warn',
              subject: 'shop/data',
              message: 'The volume is mounted by pod shop-6c9f.',
              fix: 'What is written during the copy may be missing; a cutover copies it.',
            },
            {
              id: 'type.rollback',
              level: type === 'rollback' ? 'block' : 'info',
              subject: 'shop',
              message: 'There was no cutover that could be rolled back.',
            },
          ],
        },
      };
    },
    async listClusters() {
      return exampleClusters;
    },
    async listAudit(filter) {
      return {
        items: exampleAudit.filter(
          ({ actor, action, result }) =>
            [actor, undefined].includes(filter?.actor) &&
            [action, undefined].includes(filter?.action) &&
            [result, undefined].includes(filter?.result),
        ),
        pageInfo: {},
      };
    },
    async exportAudit() {
      return new Blob(['time,actor\r\n'], { type: 'text/csv' });
    },
    async getStats(filter) {
      const to = new Date(filter?.before ?? Date.now());
      const from = new Date(filter?.after ?? to.getTime() - 30 * 86_400_000);
      return exampleStats(
        filter?.entityRef ? 0 : Math.round((+to - +from) / 86_400_000),
        to,
      );
    },
    async listMigrations(filter) {
      if (filter?.entityRef === 'component:default/broken') {
        throw Object.assign(new Error('Request failed with 503'), {
          body: {
            error: {
              message: 'The database does not answer.',
              code: 'DATABASE_UNAVAILABLE',
              hint: 'Try again in a minute; tell the platform team if it stays.',
            },
          },
        });
      }
      if (filter?.entityRef === 'component:default/loading') {
        return new Promise(() => {});
      }
      const items = migrations.filter(
        ({ entityRef, state, type }) =>
          [entityRef, undefined].includes(filter?.entityRef) &&
          [state, undefined].includes(filter?.state) &&
          [type, undefined].includes(filter?.type),
      );
      return {
        items: items.map(migration => ({ ...migration, items: [] })),
        pageInfo: {},
      };
    },
    async getMigration(id) {
      return find(id);
    },
    async listEvents() {
      return { items: exampleEvents, pageInfo: {} };
    },
    async cancelMigration(id) {
      return Object.assign(find(id), exampleMigration('canceling', { id }));
    },
    async retryMigration(id) {
      return Object.assign(find(id), exampleMigration('queued', { id }));
    },
    async cancelItem(id, itemId) {
      return find(id).items.find(item => item.id === itemId)!;
    },
    async retryItem(id, itemId) {
      return find(id).items.find(item => item.id === itemId)!;
    },
  };
  return api as DirectMigrationApi;
}

function exampleLog(itemId: string): string {
  return [
    `==> dm-${itemId}-1-sender`,
    ...['starting', 'scanning', 'connecting', 'copying'].map((phase, second) =>
      JSON.stringify({
        type: 'phase',
        time: `2026-11-20T10:00:0${second}.000Z`,
        phase,
      }),
    ),
  ].join('\n');
}
