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
  ItemLog,
  MigrationReport,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { exampleAudit } from './exampleAudit';
import { exampleClusters } from './exampleClusters';
import { exampleDiscovery } from './exampleDiscovery';
import { exampleEvents } from './exampleEvents';
import { ALL_STATES, exampleMigration } from './exampleMigration';
import { examplePlan } from './examplePlans';
import { exampleStats } from './exampleStats';

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
      return { logs: [exampleLog(itemId)], problems: [] };
    },
    async exportItemLogs(_id, itemId) {
      return new Blob([exampleLog(itemId).content], { type: 'text/plain' });
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
    async removeKept(id, itemId) {
      return find(id).items.find(item => item.id === itemId)!;
    },
    async retryItem(id, itemId) {
      return find(id).items.find(item => item.id === itemId)!;
    },
  };
  return api as DirectMigrationApi;
}

function exampleLog(itemId: string): ItemLog {
  return {
    attempt: 1,
    pod: `dm-${itemId}-1-sender`,
    component: 'sender',
    live: false,
    truncated: false,
    content: ['starting', 'scanning', 'connecting', 'copying']
      .map(
        (phase, second) =>
          `${JSON.stringify({
            type: 'phase',
            time: `2026-11-20T10:00:0${second}.000Z`,
            phase,
          })}\n`,
      )
      .join(''),
  };
}
