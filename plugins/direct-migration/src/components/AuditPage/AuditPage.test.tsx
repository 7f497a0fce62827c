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
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleApi } from '../../../dev/fixtures';
import { directMigrationApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { AuditPage } from './AuditPage';

function renderPage(query = '') {
  const example = exampleApi();
  const api = {
    ...example,
    listAudit: jest.fn(example.listAudit),
    exportAudit: jest.fn(example.exportAudit),
  };
  renderInTestApp(<AuditPage />, {
    apis: [
      [directMigrationApiRef, api],
      [catalogApiRef, catalogApiMock()],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    mountedRoutes: {
      '/migrations': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    initialRouteEntries: [`/${query}`],
  });
  return api;
}

describe('AuditPage', () => {
  it('lists who did what with which result, and leads to the run', async () => {
    renderPage();
    const refused = (await screen.findByText('ALREADY_FINISHED')).closest(
      '[role="row"]',
    )!;
    expect(refused).toHaveTextContent('Run canceled');
    expect(refused).toHaveTextContent('Refused');
    expect(refused).toHaveTextContent('The migration has succeeded already.');
    expect(
      screen.getAllByRole('link', {
        name: 'Run 00000000-0000-4000-8000-000000000002',
      })[0],
    ).toHaveAttribute(
      'href',
      '/migrations/00000000-0000-4000-8000-000000000002',
    );
    expect(screen.getAllByRole('row')).toHaveLength(6);
  });

  it('filters by the query string and exports exactly what is filtered', async () => {
    const saved = jest.fn((_: Blob) => 'blob:1');
    Object.assign(URL, { createObjectURL: saved, revokeObjectURL: jest.fn() });
    const api = renderPage('?result=failed&from=2026-11-20&to=2026-11-20');
    await screen.findByText('CLUSTER_UNREACHABLE');
    const filter = {
      result: 'failed',
      after: '2026-11-20T00:00:00.000Z',
      before: '2026-11-21T00:00:00.000Z',
    };
    expect(api.listAudit).toHaveBeenCalledWith(
      { ...filter, limit: 20 },
      expect.anything(),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Export as CSV' }),
    );
    await waitFor(() => expect(saved).toHaveBeenCalled());
    expect(api.exportAudit).toHaveBeenCalledWith(filter);
    expect(saved.mock.calls[0][0].type).toBe('text/csv');
  });
});
