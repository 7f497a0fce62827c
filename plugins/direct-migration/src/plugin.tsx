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
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  ANNOTATION_ENABLED,
  CLUSTER_ENTITY_TYPE,
  DirectMigrationClient,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiArrowLeftRightLine } from '@remixicon/react';
import { z } from 'zod';
import { directMigrationApiRef } from './api';
import {
  migrationRouteRef,
  newMigrationRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: directMigrationApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new DirectMigrationClient({ discoveryApi, fetchApi }),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/migrations',
    routeRef: rootRouteRef,
    loader: () =>
      import('./components/MigrationsRouter').then(m => <m.MigrationsRouter />),
  },
});

const card = EntityCardBlueprint.makeWithOverrides({
  name: 'migrations',
  configSchema: {
    template: z
      .string()
      .optional()
      .describe(
        'Entity ref of a software template that the card offers besides the wizard.',
      ),
  },
  factory: (originalFactory, { config }) =>
    originalFactory({
      type: 'content',
      filter: { [`metadata.annotations.${ANNOTATION_ENABLED}`]: 'true' },
      loader: () =>
        import('./components/EntityMigrationsCard').then(m => (
          <m.EntityMigrationsCard template={config.template} />
        )),
    }),
});

const tab = EntityContentBlueprint.makeWithOverrides({
  name: 'migrations',
  configSchema: {
    template: z
      .string()
      .optional()
      .describe(
        'Entity ref of a software template that is offered besides the wizard where there is no plan yet.',
      ),
  },
  factory: (originalFactory, { config }) =>
    originalFactory({
      path: '/migrations',
      title: 'Migrations',
      group: 'deployment',
      filter: { [`metadata.annotations.${ANNOTATION_ENABLED}`]: 'true' },
      loader: () =>
        import('./components/EntityMigrationsTab').then(m => (
          <m.EntityMigrationsTab template={config.template} />
        )),
    }),
});

const clusterCard = EntityCardBlueprint.make({
  name: 'cluster',
  params: {
    type: 'content',
    filter: { kind: 'resource', 'spec.type': CLUSTER_ENTITY_TYPE },
    loader: () =>
      import('./components/EntityClusterCard').then(m => (
        <m.EntityClusterCard />
      )),
  },
});

/** Status card, pages and REST client of direct migrations. @public */
export const directMigrationPlugin = createFrontendPlugin({
  pluginId: 'direct-migration',
  title: 'Migrations',
  icon: <RiArrowLeftRightLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    migration: migrationRouteRef,
    newMigration: newMigrationRouteRef,
  },
  externalRoutes: { template: templateRouteRef },
  extensions: [api, page, card, clusterCard, tab],
});
