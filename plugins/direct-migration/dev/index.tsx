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
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import plugin, { directMigrationApiRef } from '../src';
import { exampleClusters } from './exampleClusters';
import { ALL_STATES, exampleApi, exampleEntity } from './fixtures';

const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () =>
            catalogApiMock({
              entities: [
                ...[...ALL_STATES, 'none', 'broken', 'loading'].map(name =>
                  exampleEntity(name.toLowerCase()),
                ),
                ...exampleClusters.map(({ name, title }) => ({
                  apiVersion: 'backstage.io/v1alpha1',
                  kind: 'Resource',
                  metadata: { name, title, namespace: 'default' },
                  spec: { type: 'kubernetes-cluster', owner: 'user:guest' },
                })),
              ],
            }),
        }),
    }),
  ],
});

const apiModule = createFrontendModule({
  pluginId: 'direct-migration',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: directMigrationApiRef,
          deps: {},
          factory: () => exampleApi(),
        }),
    }),
  ],
});

createDevApp({ features: [catalogPlugin, plugin, catalogModule, apiModule] });
