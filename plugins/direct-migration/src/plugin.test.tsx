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

import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  createRouteRef,
  createSubRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { JsonObject } from '@backstage/types';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleApi, exampleEntity, exampleMigration } from '../dev/fixtures';
import { directMigrationApiRef } from './api';
import { directMigrationPlugin } from './plugin';

const api = createFrontendModule({
  pluginId: 'direct-migration',
  extensions: [
    ApiBlueprint.make({
      params: define =>
        define({
          api: directMigrationApiRef,
          deps: {},
          factory: () => exampleApi(),
        }),
    }),
  ],
});

const catalog = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: define =>
        define({
          api: catalogApiRef,
          deps: {},
          factory: () =>
            catalogApiMock({
              entities: [
                exampleEntity('none'),
                {
                  ...exampleEntity('other'),
                  metadata: { name: 'other', namespace: 'default' },
                },
              ],
            }),
        }),
    }),
  ],
});

const rootRouteRef = createRouteRef();
const selectedTemplateRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/templates/:namespace/:templateName',
});
const scaffolder = createFrontendPlugin({
  pluginId: 'scaffolder',
  routes: { root: rootRouteRef, selectedTemplate: selectedTemplateRouteRef },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/create',
        routeRef: rootRouteRef,
        loader: async () => <div />,
      },
    }),
  ],
});

describe('directMigrationPlugin', () => {
  it.each([
    [
      {},
      'New migration',
      `/migrations/new?entityRef=${encodeURIComponent(
        'component:default/none',
      )}`,
    ],
    [
      { template: 'template:default/move' },
      'Use the template',
      `/create/templates/default/move?formData=${encodeURIComponent(
        JSON.stringify({ entityRef: 'component:default/none' }),
      )}`,
    ],
  ])(
    'leads from an entity without migration to where one is planned, with config %j',
    async (config, name, href) => {
      renderTestApp({
        features: [
          catalogPlugin,
          catalog,
          scaffolder,
          directMigrationPlugin,
          api,
        ],
        config: {
          backend: { baseUrl: 'http://localhost:7007' },
          app: {
            extensions: [
              { 'entity-card:direct-migration/migrations': { config } },
            ],
          },
        } as JsonObject,
        initialRouteEntries: ['/catalog/default/component/none'],
      });
      expect(
        await screen.findByRole('link', { name }, { timeout: 60_000 }),
      ).toHaveAttribute('href', href);
    },
    120_000,
  );

  it('has no card on entities that do not ask for it', async () => {
    renderTestApp({
      features: [catalogPlugin, catalog, directMigrationPlugin, api],
      config: { backend: { baseUrl: 'http://localhost:7007' } },
      initialRouteEntries: ['/catalog/default/component/other'],
    });
    expect(
      await screen.findByText('Has subcomponents', {}, { timeout: 60_000 }),
    ).toBeInTheDocument();
    expect(screen.queryByText('No migration yet')).toBeNull();
    expect(screen.queryByLabelText('Loading migrations')).toBeNull();
  }, 120_000);

  it('lists every migration and leads to its items and events', async () => {
    renderTestApp({
      features: [catalogPlugin, directMigrationPlugin, api],
      config: { backend: { baseUrl: 'http://localhost:7007' } },
      initialRouteEntries: ['/migrations'],
    });
    expect(
      await screen.findByText('Partially failed', {}, { timeout: 60_000 }),
    ).toBeInTheDocument();
    const id = exampleMigration('failed').id;
    const link = screen
      .getAllByRole('link', { name: 'Shop to west' })
      .find(element => element.getAttribute('href') === `/migrations/${id}`)!;
    await userEvent.click(link);

    expect(
      await screen.findByRole('table', { name: 'Volumes' }),
    ).toBeInTheDocument();
    expect(screen.getByText(id)).toBeInTheDocument();
    expect(
      screen.getByText(
        'The receiver waits for a node: 0/1 nodes are available.',
      ),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', {
        name: 'Retry shop/data → shop/data',
      }),
    ).toBeInTheDocument();
  }, 120_000);

  it('shows only the migrations of an entity where asked to', async () => {
    renderTestApp({
      features: [catalogPlugin, directMigrationPlugin, api],
      config: { backend: { baseUrl: 'http://localhost:7007' } },
      initialRouteEntries: ['/migrations?entityRef=component:default/failed'],
    });
    expect(
      await screen.findByRole(
        'button',
        { name: /component:default\/failed.*Application/ },
        { timeout: 60_000 },
      ),
    ).toBeInTheDocument();
    const rows = await screen.findAllByRole('row', { name: /Shop to west/ });
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringContaining('Failed'),
    ]);
  }, 120_000);
});
