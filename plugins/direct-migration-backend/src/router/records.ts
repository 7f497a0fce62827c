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

import type { Router } from 'express';
import { REPORT_COLUMNS, reportRows } from '../report/reportRows';
import type { MigrationsService } from '../service/types';
import type { RouteDeps } from './RouteDeps';
import { toCsvLine } from './toCsvLine';
import { toLogText } from './toLogText';

/** Routes of what is kept of a migration: its report and its logs. */
export function registerRecordRoutes(
  router: Router,
  deps: RouteDeps & { migrations: MigrationsService },
): void {
  const { audit, caller, migrations } = deps;

  router.get('/migrations/:migrationId/report', async (request, response) => {
    const { migrationId } = request.params;
    const report = await audit({
      request,
      eventId: 'migration-fetch',
      meta: { queryType: 'report', migrationId },
      call: async () =>
        migrations.getReport(migrationId, await caller(request)),
    });
    if (request.query.format !== 'csv') {
      response.json(report);
      return;
    }
    response
      .attachment(`migration-${migrationId}.csv`)
      .type('text/csv; charset=utf-8')
      .write(toCsvLine([...REPORT_COLUMNS]));
    for (const row of reportRows(report)) {
      response.write(toCsvLine(REPORT_COLUMNS.map(column => row[column])));
    }
    response.end();
  });

  router.get(
    '/migrations/:migrationId/items/:itemId/logs',
    async (request, response) => {
      const { migrationId, itemId } = request.params;
      const { attempt, format } = request.query;
      const logs = await audit({
        request,
        eventId: 'migration-fetch',
        meta: { queryType: 'logs', migrationId, itemId },
        call: async () =>
          migrations.getItemLogs(
            migrationId,
            itemId,
            attempt === undefined ? {} : { attempt: Number(attempt) },
            await caller(request),
          ),
      });
      if (format === 'json') {
        response.json(logs);
        return;
      }
      response.type('text/plain; charset=utf-8').send(toLogText(logs));
    },
  );
}
