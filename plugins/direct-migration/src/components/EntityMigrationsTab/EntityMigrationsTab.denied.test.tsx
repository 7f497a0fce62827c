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
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { exampleApi, exampleEntity } from '../../../dev/fixtures';
import { directMigrationApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { EntityMigrationsTab } from './EntityMigrationsTab';

// A file of its own: decisions are remembered for a while, in all tests of a file.
describe('EntityMigrationsTab, denied', () => {
  it('shows plans, but no buttons, to who may not start', async () => {
    renderInTestApp(
      <EntityProvider entity={exampleEntity('shop')}>
        <EntityMigrationsTab />
      </EntityProvider>,
      {
        apis: [
          [directMigrationApiRef, exampleApi()],
          mockApis.permission({ authorize: AuthorizeResult.DENY }),
        ],
        mountedRoutes: {
          '/migrations': rootRouteRef,
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );
    expect(
      await screen.findByRole('heading', { name: 'Shop to west' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/^You may not start migrations/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Shop to west/ })).toBeNull();
  });
});
