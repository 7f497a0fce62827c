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
  AuditorService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { openapiDocument } from '@direct-migration/backstage-plugin-direct-migration-common';
import express, { type Request } from 'express';
import Router from 'express-promise-router';
import type {
  AuditService,
  InventoryService,
  MigrationsService,
  PlansService,
  ImageReferencesService,
  StatsService,
} from '../service/types';
import { registerAuditRoutes } from './audit';
import { registerClusterRoutes } from './clusters';
import { createAudit } from './createAudit';
import { registerMigrationRoutes } from './migrations';
import {
  openApiErrors,
  openApiValidation,
  refuseNul,
} from './openApiValidation';
import type { RouteDeps } from './RouteDeps';
import { registerRecordRoutes } from './records';
import { registerPlanRoutes } from './plans';
import { registerImageReferencesRoute } from './imageReferences';
import { registerStatsRoutes } from './stats';

/** A plan of a thousand volumes has some hundred kilobytes. */
const MAX_BODY = '4mb';

/** The REST API; parses, nothing else. */
export function createRouter(options: {
  auditor: AuditorService;
  auditTrail: AuditService;
  httpAuth: HttpAuthService;
  inventory: InventoryService;
  logger: LoggerService;
  migrations: MigrationsService;
  plans: PlansService;
  imageReferences: ImageReferencesService;
  stats: StatsService;
}): express.Router {
  const { auditor, auditTrail, httpAuth, inventory, logger, migrations } =
    options;
  const router = Router();
  router.use(express.json({ limit: MAX_BODY }));
  router.get('/openapi.json', (_request, response) => {
    response.json(openapiDocument);
  });
  router.use(refuseNul());
  for (const handler of openApiValidation()) {
    router.use(handler);
  }
  router.use(openApiErrors());

  const caller = async (request: Request) => ({
    credentials: await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    }),
  });
  const deps: RouteDeps = {
    audit: createAudit({ auditor, logger }),
    caller,
  };
  registerClusterRoutes(router, { ...deps, inventory });
  registerPlanRoutes(router, { ...deps, plans: options.plans });
  registerMigrationRoutes(router, { ...deps, migrations });
  registerRecordRoutes(router, { ...deps, migrations });
  registerAuditRoutes(router, { ...deps, auditTrail });
  registerImageReferencesRoute(router, {
    ...deps,
    imageReferences: options.imageReferences,
  });
  registerStatsRoutes(router, { ...deps, stats: options.stats });
  return router;
}
