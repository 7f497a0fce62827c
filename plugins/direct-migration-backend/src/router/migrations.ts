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

import type { MigrationInput } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Router } from 'express';
import type { MigrationsService } from '../service/types';
import type { RouteDeps } from './RouteDeps';

/** Routes of migrations, their items and events. */
export function registerMigrationRoutes(
  router: Router,
  deps: RouteDeps & { migrations: MigrationsService },
): void {
  const { audit, caller, migrations } = deps;

  router.get('/migrations', async (request, response) => {
    const page = await audit({
      request,
      eventId: 'migration-fetch',
      meta: { queryType: 'all' },
      call: async () => migrations.list(request.query, await caller(request)),
    });
    response.json(page);
  });

  router.post('/migrations', async (request, response) => {
    const input: MigrationInput = request.body;
    const { planId, type, dryRun } = input;
    const migration = await audit({
      request,
      eventId: 'migration-mutate',
      meta: {
        actionType: dryRun ? 'dry-run' : 'start',
        planId,
        migrationType: type,
      },
      resultMeta: ({ id, initiatedBy }) => ({
        initiatedBy,
        ...(id && { migrationId: id }),
      }),
      call: async () => migrations.start(input, await caller(request)),
    });
    response.status(202).json(migration);
  });

  router.get('/migrations/:migrationId', async (request, response) => {
    const { migrationId } = request.params;
    const migration = await audit({
      request,
      eventId: 'migration-fetch',
      meta: { queryType: 'by-id', migrationId },
      call: async () => migrations.get(migrationId, await caller(request)),
    });
    response.json(migration);
  });

  router.get('/migrations/:migrationId/events', async (request, response) => {
    const { migrationId } = request.params;
    const page = await audit({
      request,
      eventId: 'migration-fetch',
      meta: { queryType: 'events', migrationId },
      call: async () =>
        migrations.listEvents(
          migrationId,
          request.query,
          await caller(request),
        ),
    });
    response.json(page);
  });

  for (const action of ['cancel', 'retry'] as const) {
    router.post(
      `/migrations/:migrationId/${action}`,
      async (request, response) => {
        const { migrationId } = request.params;
        const migration = await audit({
          request,
          eventId: 'migration-mutate',
          meta: { actionType: action, migrationId },
          resultMeta: ({ initiatedBy }) => ({ initiatedBy }),
          call: async () =>
            migrations[action](migrationId, {
              ...(await caller(request)),
              // The validator has let nothing else through.
              confirm: request.query.confirm as never,
            }),
        });
        response.status(202).json(migration);
      },
    );
  }

  router.post(
    '/migrations/:migrationId/items/:itemId/remove-kept',
    async (request, response) => {
      const { migrationId, itemId } = request.params;
      const item = await audit({
        request,
        eventId: 'migration-mutate',
        meta: { actionType: 'remove-kept', migrationId, itemId },
        call: async () =>
          migrations.removeKept(migrationId, itemId, {
            ...(await caller(request)),
            confirm: request.query.confirm as never,
          }),
      });
      response.status(202).json(item);
    },
  );

  for (const action of ['cancel', 'retry'] as const) {
    router.post(
      `/migrations/:migrationId/items/:itemId/${action}`,
      async (request, response) => {
        const { migrationId, itemId } = request.params;
        const item = await audit({
          request,
          eventId: 'migration-mutate',
          meta: { actionType: `${action}-item`, migrationId, itemId },
          call: async () =>
            migrations[`${action}Item`](migrationId, itemId, {
              ...(await caller(request)),
              confirm: request.query.confirm as never,
            }),
        });
        response.status(202).json(item);
      },
    );
  }
}
