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
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { exampleApi } from '../../../dev/fixtures';
import { directMigrationApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { AuditPage } from './AuditPage';

function renderPage() {
  const example = exampleApi();
  const api = {
    ...example,
    listAudit: jest.fn(example.listAudit),
  };
  renderInTestApp(<AuditPage />, {
    apis: [
      [directMigrationApiRef, api],
      [catalogApiRef, catalogApiMock()],
      mockApis.permission({ authorize: AuthorizeResult.DENY }),
    ],
    mountedRoutes: {
      '/migrations': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
  });
  return api;
}

// A file of its own: decisions are remembered for a while, in all tests of a file.
describe('AuditPage, denied', () => {
  it('shows nothing to who may not read it, and asks for nothing', async () => {
    const api = renderPage();
    expect(
      await screen.findByText('You may not read the audit trail'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Audit' })).toBeNull();
    expect(api.listAudit).not.toHaveBeenCalled();
  });
});
