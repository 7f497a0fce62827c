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
  MigrationType,
  PlanInput,
  PlanPatch,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Router } from 'express';
import type { PlansService } from '../service/types';
import type { RouteDeps } from './RouteDeps';

/** Routes of plans. */
export function registerPlanRoutes(
  router: Router,
  deps: RouteDeps & { plans: PlansService },
): void {
  const { audit, caller, plans } = deps;

  router.get('/plans', async (request, response) => {
    const page = await audit({
      request,
      eventId: 'plan-fetch',
      meta: { queryType: 'all' },
      call: async () => plans.list(request.query, await caller(request)),
    });
    response.json(page);
  });

  router.post('/plans', async (request, response) => {
    const input: PlanInput = request.body;
    const plan = await audit({
      request,
      eventId: 'plan-mutate',
      meta: { actionType: 'create' },
      resultMeta: ({ id }) => ({ planId: id }),
      call: async () =>
        plans.create(input, {
          ...(await caller(request)),
          idempotencyKey: request.query.idempotencyKey as string | undefined,
        }),
    });
    response.status(201).json(plan);
  });

  router.get('/plans/:planId', async (request, response) => {
    const { planId } = request.params;
    const plan = await audit({
      request,
      eventId: 'plan-fetch',
      meta: { queryType: 'by-id', planId },
      call: async () => plans.get(planId, await caller(request)),
    });
    response.json(plan);
  });

  router.patch('/plans/:planId', async (request, response) => {
    const { planId } = request.params;
    const patch: PlanPatch = request.body;
    const plan = await audit({
      request,
      eventId: 'plan-mutate',
      meta: { actionType: 'update', planId },
      call: async () => plans.update(planId, patch, await caller(request)),
    });
    response.json(plan);
  });

  router.delete('/plans/:planId', async (request, response) => {
    const { planId } = request.params;
    await audit({
      request,
      eventId: 'plan-mutate',
      meta: { actionType: 'delete', planId },
      call: async () =>
        plans.delete(planId, {
          ...(await caller(request)),
          confirm: request.query.confirm as 'delete' | undefined,
        }),
    });
    response.status(204).end();
  });

  router.post('/preflight', async (request, response) => {
    const input: PlanInput = request.body;
    const inspect = String(request.query.inspect) === 'true';
    const type = request.query.type as MigrationType | undefined;
    const preflight = await audit({
      request,
      eventId: 'plan-fetch',
      meta: { queryType: 'preview', inspect },
      resultMeta: ({ blocked }) => ({ blocked }),
      call: async () =>
        plans.preview(input, { ...(await caller(request)), inspect, type }),
    });
    response.json(preflight);
  });

  router.post('/plans/:planId/preflight', async (request, response) => {
    const { planId } = request.params;
    const probe = String(request.query.probe) === 'true';
    const inspect = String(request.query.inspect) === 'true';
    // The validator has let nothing else through.
    const type = request.query.type as MigrationType | undefined;
    const preflight = await audit({
      request,
      eventId: 'plan-fetch',
      meta: { queryType: 'preflight', planId, probe, inspect },
      resultMeta: ({ blocked }) => ({ blocked }),
      call: async () =>
        plans.preflight(planId, {
          ...(await caller(request)),
          probe,
          inspect,
          type,
        }),
    });
    response.json(preflight);
  });
}
