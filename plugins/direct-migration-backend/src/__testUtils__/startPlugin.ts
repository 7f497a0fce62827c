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
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  isFinished,
  type Migration,
  type PlanInput,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  directMigrationServiceRef,
  type DirectMigrationService,
} from '@direct-migration/backstage-plugin-direct-migration-node';
import request from 'supertest';
import { createDirectMigrationPlugin } from '../createDirectMigrationPlugin';
import { FakeClusterServices, fakeEntities } from './fakeClusterServices';
import { until } from './settle';
import { sqliteFactory } from './sqliteFactory';

/** Where the REST API is. */
export const BASE = '/api/direct-migration';
/** Another user than the one whose requests are sent by default. */
export const OTHER = mockCredentials.user.header('user:default/other');

/** A plan of one volume and one image. */
export const planInput: PlanInput = {
  name: 'Shop to west',
  entityRef: 'component:default/shop',
  sourceCluster: 'resource:default/east',
  targetCluster: 'resource:default/west',
  namespaces: [{ source: 'shop', target: 'shop-new' }],
  volumes: [{ namespace: 'shop', name: 'data' }],
  images: [{ repository: 'shop/web', tags: ['1.0'] }],
  options: { maxAttempts: 1 },
};

/** Decisions of the permission policy by permission name; everything else is allowed. */
export type Policy = Record<string, (caller: string) => PolicyDecision>;

/** The plugin with clusters that are faked and a permission policy of choice. */
export async function startPlugin(
  options: { policy?: Policy; entities?: Entity[] } = {},
) {
  const clusters = new FakeClusterServices();
  const notifications = { send: jest.fn(async () => {}) };
  const actions = actionsRegistryServiceMock();
  const signals = { publish: jest.fn(async () => {}) };
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const auditor = mockServices.auditor.mock();
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(auditEvent);
  const decide = (
    requests: Array<{ permission: { name: string } }>,
    credentials: any,
  ) =>
    requests.map(
      ({ permission }) =>
        options.policy?.[permission.name]?.(
          credentials.principal.userEntityRef,
        ) ?? { result: AuthorizeResult.ALLOW },
    );
  let service: DirectMigrationService | undefined;
  const backend = await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'caller',
        register(env) {
          env.registerInit({
            deps: { directMigration: directMigrationServiceRef },
            async init({ directMigration }) {
              service = directMigration;
            },
          });
        },
      }),
      createDirectMigrationPlugin({ createClusterServices: () => clusters }),
      sqliteFactory,
      catalogServiceMock.factory({
        entities: options.entities ?? fakeEntities,
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => notifications,
      }),
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => actions,
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => signals,
      }),
      mockServices.auditor.mock(auditor as any).factory,
      createServiceFactory({
        service: coreServices.logger,
        deps: {},
        factory: () => logger,
      }),
      mockServices.permissions.mock({
        authorize: async (requests, call) =>
          decide(requests, call?.credentials) as any,
        authorizeConditional: async (requests, call) =>
          decide(requests as any, call?.credentials) as any,
      }).factory,
    ],
  });
  const agent = request(backend.server);
  return {
    backend,
    logger,
    service: service!,
    clusters,
    signals,
    notifications,
    actions,
    auditor,
    auditEvent,
    send: (
      method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
      path: string,
      body: object | undefined,
      headers: string,
    ) =>
      agent[method.toLowerCase() as Lowercase<typeof method>](BASE + path)
        .set('Authorization', headers)
        .send(body),
    get: (path: string, headers?: string) =>
      agent
        .get(BASE + path)
        .set('Authorization', headers ?? mockCredentials.user.header()),
    post: (path: string, body?: object, headers?: string) =>
      agent
        .post(BASE + path)
        .set('Authorization', headers ?? mockCredentials.user.header())
        .send(body),
    patch: (path: string, body: object) =>
      agent
        .patch(BASE + path)
        .set('Authorization', mockCredentials.user.header())
        .send(body),
    del: (path: string) =>
      agent
        .delete(BASE + path)
        .set('Authorization', mockCredentials.user.header()),
    async createPlan(input: Partial<PlanInput> = {}): Promise<string> {
      const answer = await agent
        .post(`${BASE}/plans`)
        .set('Authorization', mockCredentials.user.header())
        .send({ ...planInput, ...input });
      expect(answer.body).toMatchObject({ id: expect.any(String) });
      return answer.body.id;
    },
    async finished(id: string): Promise<Migration> {
      return until(async () => {
        const answer = await agent
          .get(`${BASE}/migrations/${id}`)
          .set('Authorization', mockCredentials.user.header());
        return isFinished(answer.body.state) && answer.body;
      });
    },
  };
}
