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

/**
 * The same cards, tab and page for apps on the old frontend system.
 *
 * @packageDocumentation
 */
import type { Entity } from '@backstage/catalog-model';
import {
  compatWrapper,
  convertLegacyRouteRef,
} from '@backstage/core-compat-api';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  ANNOTATION_ENABLED,
  CLUSTER_ENTITY_TYPE,
  DirectMigrationClient,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { directMigrationApiRef } from './api';
import type { EntityMigrationsCardProps } from './components/EntityMigrationsCard/EntityMigrationsCard';
import {
  migrationRouteRef,
  newMigrationRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';

export { directMigrationApiRef } from './api';
export { directMigrationTranslationRef } from './translation';
export type { EntityMigrationsCardProps };

const mountPoint = convertLegacyRouteRef(rootRouteRef);
const entityMountPoint = createRouteRef({ id: 'direct-migration-entity' });

/** Cards, tab, page and REST client of direct migrations, for an app on the old frontend system. @public */
export const directMigrationPlugin = createPlugin({
  id: 'direct-migration',
  apis: [
    createApiFactory({
      api: directMigrationApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new DirectMigrationClient({ discoveryApi, fetchApi }),
    }),
  ],
  routes: {
    root: mountPoint,
    migration: convertLegacyRouteRef(migrationRouteRef),
    newMigration: convertLegacyRouteRef(newMigrationRouteRef),
  },
  externalRoutes: {
    template: convertLegacyRouteRef(templateRouteRef),
  },
});

/** All migrations, statistics, clusters and the audit trail; to be mounted at `/migrations`. @public */
export const MigrationsPage = directMigrationPlugin.provide(
  createRoutableExtension({
    name: 'MigrationsPage',
    mountPoint,
    component: () =>
      import('./components/MigrationsRouter').then(
        m => () => compatWrapper(<m.MigrationsRouter />),
      ),
  }),
);

/** The tab of an application: its plans and migrations. @public */
export const EntityMigrationsContent = directMigrationPlugin.provide(
  createRoutableExtension({
    name: 'EntityMigrationsContent',
    mountPoint: entityMountPoint,
    component: () =>
      import('./components/EntityMigrationsTab').then(
        m => (props: EntityMigrationsCardProps) =>
          compatWrapper(<m.EntityMigrationsTab {...props} />),
      ),
  }),
);

/** The card of an application: its latest migration. @public */
export const EntityMigrationsCard = directMigrationPlugin.provide(
  createComponentExtension({
    name: 'EntityMigrationsCard',
    component: {
      lazy: () =>
        import('./components/EntityMigrationsCard').then(
          m => (props: EntityMigrationsCardProps) =>
            compatWrapper(<m.EntityMigrationsCard {...props} />),
        ),
    },
  }),
);

/** The card of a cluster: what goes in and out, what it can do. @public */
export const EntityClusterCard = directMigrationPlugin.provide(
  createComponentExtension({
    name: 'EntityClusterCard',
    component: {
      lazy: () =>
        import('./components/EntityClusterCard').then(
          m => () => compatWrapper(<m.EntityClusterCard />),
        ),
    },
  }),
);

/** Whether an entity has the annotation that asks for card and tab. For `EntitySwitch` and `EntityLayout`. @public */
export function isMigrationsAvailable(entity: Entity): boolean {
  return entity.metadata.annotations?.[ANNOTATION_ENABLED] === 'true';
}

/** Whether an entity is a cluster that volumes and images can be moved from or to. @public */
export function isMigrationCluster(entity: Entity): boolean {
  return (
    entity.kind.toLocaleLowerCase('en-US') === 'resource' &&
    entity.spec?.type === CLUSTER_ENTITY_TYPE
  );
}
