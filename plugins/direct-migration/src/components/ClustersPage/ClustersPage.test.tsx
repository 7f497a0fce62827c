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

import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { exampleApi } from '../../../dev/fixtures';
import { directMigrationApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { ClustersPage } from './ClustersPage';

function renderPage(overrides: object = {}) {
  renderInTestApp(<ClustersPage />, {
    apis: [
      [directMigrationApiRef, { ...exampleApi(), ...overrides }],
      [catalogApiRef, catalogApiMock()],
      mockApis.permission(),
    ],
    mountedRoutes: {
      '/migrations': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
  });
}

describe('ClustersPage', () => {
  it('says of each cluster whether it can be used, for what, and why not', async () => {
    renderPage();
    expect(await screen.findByText('Ready for migrations')).toBeInTheDocument();
    expect(screen.getByText('Ready, with 1 problem')).toBeInTheDocument();
    expect(screen.getByText('Cannot be used')).toBeInTheDocument();
    const [warning, failure] = screen.getAllByRole('alert');
    expect(warning).toHaveTextContent('Code NO_DEFAULT_STORAGE_CLASS');
    expect(failure).toHaveTextContent('Code CLUSTER_UNREACHABLE');
    expect(
      screen.getByText('Route, Node port, Cluster IP'),
    ).toBeInTheDocument();
    expect(screen.getByText('fast (default), slow')).toBeInTheDocument();
    expect(
      screen.getAllByRole('link', {
        name: 'All migrations of this cluster',
      })[0],
    ).toHaveAttribute('href', '/migrations?cluster=resource%3Adefault%2Feast');
  });

  it('says that there are none', async () => {
    renderPage({ listClusters: async () => [] });
    expect(await screen.findByText('No clusters')).toBeInTheDocument();
  });
});
