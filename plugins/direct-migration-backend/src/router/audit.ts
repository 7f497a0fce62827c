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
import { once } from 'node:events';
import type { AuditEntry } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Response, Router } from 'express';
import type { AuditService } from '../service/types';
import type { RouteDeps } from './RouteDeps';
import { toCsvLine } from './toCsvLine';

const COLUMNS = [
  'time',
  'actor',
  'action',
  'result',
  'planName',
  'planId',
  'migrationType',
  'migrationId',
  'itemId',
  'entityRef',
  'sourceCluster',
  'targetCluster',
  'errorCode',
  'message',
] as const;

/** Routes of the audit trail. There is none that changes it. */
export function registerAuditRoutes(
  router: Router,
  deps: RouteDeps & { auditTrail: AuditService },
): void {
  const { audit, auditTrail, caller } = deps;

  router.get('/audit', async (request, response) => {
    const { format, ...filter } = request.query;
    await audit({
      request,
      eventId: 'audit-fetch',
      meta: { queryType: format === 'csv' ? 'export' : 'all' },
      call: async () => {
        const options = await caller(request);
        if (format === 'csv') {
          await sendCsv(response, auditTrail.export(filter, options));
        } else {
          response.json(await auditTrail.list(filter, options));
        }
      },
    });
  });
}

async function sendCsv(
  response: Response,
  entries: AsyncIterable<AuditEntry>,
): Promise<void> {
  let begun = false;
  const begin = () => {
    begun = true;
    response.attachment('migration-audit.csv').type('text/csv; charset=utf-8');
    response.write(toCsvLine([...COLUMNS]));
  };
  try {
    for await (const entry of entries) {
      if (!begun) {
        begin();
      }
      if (response.destroyed) {
        return;
      }
      if (!response.write(toCsvLine(COLUMNS.map(name => entry[name])))) {
        await Promise.race([once(response, 'drain'), once(response, 'close')]);
      }
    }
  } catch (error) {
    if (!begun) {
      throw error;
    }
    // Half a file must not look like a whole one: the connection breaks instead of ending well.
    response.destroy(error as Error);
    throw error;
  }
  if (!begun) {
    begin();
  }
  response.end();
}
