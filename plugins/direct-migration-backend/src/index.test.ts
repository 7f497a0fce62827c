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
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { sqliteFactory } from './__testUtils__/sqliteFactory';
import plugin from './index';

it('boots, and lists a cluster that it has no credentials for with its problem', async () => {
  const backend = await startTestBackend({
    features: [
      plugin,
      sqliteFactory,
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Resource',
            metadata: {
              name: 'east',
              annotations: {
                'kubernetes.io/api-server': 'https://api.east.example.com',
              },
            },
            spec: { type: 'kubernetes-cluster' },
          },
        ],
      }),
    ],
  });
  const answer = await request(backend.server)
    .get('/api/direct-migration/clusters')
    .set('Authorization', mockCredentials.user.header());
  expect(answer.body).toMatchObject({
    items: [
      {
        entityRef: 'resource:default/east',
        usable: false,
        problems: [
          { code: 'CLUSTER_CREDENTIALS_MISSING', hint: expect.any(String) },
        ],
      },
    ],
  });
  await backend.stop();
});
