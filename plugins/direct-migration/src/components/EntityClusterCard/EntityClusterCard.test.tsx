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

import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { exampleApi } from '../../../dev/fixtures';
import { directMigrationApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { EntityClusterCard } from './EntityClusterCard';

function renderCard(name: string) {
  const example = exampleApi();
  const api = { ...example, listMigrations: jest.fn(example.listMigrations) };
  renderInTestApp(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name, namespace: 'default' },
        spec: { type: 'kubernetes-cluster' },
      }}
    >
      <EntityClusterCard />
    </EntityProvider>,
    {
      apis: [[directMigrationApiRef, api]],
      mountedRoutes: {
        '/migrations': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  return api;
}

describe('EntityClusterCard', () => {
  it('shows capabilities, problems and the latest migrations of this cluster', async () => {
    const api = renderCard('west');
    expect(
      await screen.findByText('Ready, with 1 problem'),
    ).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Code NO_DEFAULT_STORAGE_CLASS',
    );
    expect(
      await screen.findByText(/^\d+ migrations from here$/),
    ).toBeInTheDocument();
    expect(
      (await screen.findAllByRole('link', { name: 'Shop to west' })).length,
    ).toBeGreaterThan(0);
    expect(api.listMigrations).toHaveBeenCalledWith(
      { cluster: 'resource:default/west', limit: 5 },
      expect.anything(),
    );
  });

  it('says what is missing for a cluster that only the catalog knows', async () => {
    renderCard('unknown');
    expect(
      await screen.findByText(
        'This cluster is not known to the migration service',
      ),
    ).toBeInTheDocument();
  });
});
