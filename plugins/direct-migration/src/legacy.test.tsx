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

import { FlatRoutes } from '@backstage/core-app-api';

import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { Route } from 'react-router-dom';
import { exampleApi, exampleEntity } from '../dev/fixtures';
import { directMigrationApiRef } from './api';
import {
  EntityClusterCard,
  EntityMigrationsCard,
  EntityMigrationsContent,
  isMigrationCluster,
  isMigrationsAvailable,
  MigrationsPage,
} from './legacy';

/** An app on the old frontend system, with the page where the README says. */
function renderOld(element: ReactElement, routeEntries = ['/']) {
  const api = exampleApi();
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [directMigrationApiRef, api],
        [permissionApiRef, mockApis.permission()],
        [catalogApiRef, catalogApiMock({ entities: [exampleEntity('none')] })],
      ]}
    >
      <FlatRoutes>
        <Route path="/migrations" element={<MigrationsPage />} />
        <Route path="/" element={element} />
      </FlatRoutes>
    </TestApiProvider>,
    {
      routeEntries,
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

describe('in an app on the old frontend system', () => {
  it('the card of an application shows its latest migration and leads to the page', async () => {
    await renderOld(
      <EntityProvider entity={exampleEntity('running')}>
        <EntityMigrationsCard />
      </EntityProvider>,
    );
    expect(await screen.findByText('Shop to west')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Cancel Shop to west' }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: /^Details/ }));
    expect(
      await screen.findByRole('heading', { name: 'Shop to west' }),
    ).toBeInTheDocument();
    expect(await screen.findByText('Steps')).toBeInTheDocument();
  });

  it('the tab of an application has its plans', async () => {
    await renderOld(
      <EntityProvider entity={exampleEntity('running')}>
        <EntityMigrationsContent />
      </EntityProvider>,
    );
    expect(
      await screen.findByRole('button', { name: 'Cutover: Shop to west' }),
    ).toBeInTheDocument();
  });

  it('the card of a cluster shows what it can do', async () => {
    const entity = {
      ...exampleEntity('west'),
      kind: 'Resource',
      spec: { type: 'kubernetes-cluster' },
    };
    await renderOld(
      <EntityProvider entity={entity}>
        <EntityClusterCard />
      </EntityProvider>,
    );
    expect(
      await screen.findByText('Ready, with 1 problem'),
    ).toBeInTheDocument();
  });

  it.each([
    ['/migrations', 'Runs'],
    ['/migrations/statistics', 'Statistics'],
    ['/migrations/clusters', 'Clusters'],
    ['/migrations/audit', 'Audit'],
  ])('%s is there, with links to the others', async (path, title) => {
    await renderOld(<div />, [path]);
    expect(
      await screen.findByRole('heading', { name: title }),
    ).toBeInTheDocument();
    for (const [name, href] of [
      ['Runs', '/migrations'],
      ['Statistics', '/migrations/statistics'],
    ]) {
      expect((await screen.findAllByRole('link', { name }))[0]).toHaveAttribute(
        'href',
        href,
      );
    }
  });

  it('the wizard is there', async () => {
    await renderOld(<div />, ['/migrations/new']);
    expect(
      await screen.findByRole('heading', { name: 'From where to where?' }),
    ).toBeInTheDocument();
  });

  it('says which entities cards and tab are for', () => {
    const entity = exampleEntity('none');
    expect(isMigrationsAvailable(entity)).toBe(true);
    expect(isMigrationCluster(entity)).toBe(false);
    expect(
      isMigrationsAvailable({ ...entity, metadata: { name: 'other' } }),
    ).toBe(false);
    expect(
      isMigrationCluster({
        ...entity,
        kind: 'Resource',
        spec: { type: 'kubernetes-cluster' },
      }),
    ).toBe(true);
  });
});
