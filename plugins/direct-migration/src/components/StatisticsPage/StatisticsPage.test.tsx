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
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleStats } from '../../../dev/exampleStats';
import { exampleApi } from '../../../dev/fixtures';
import { directMigrationApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { StatisticsPage } from './StatisticsPage';

function renderPage(query: string, days: number) {
  const getStats = jest.fn(async (_filter: { after?: string }) =>
    exampleStats(days, new Date('2026-11-24T12:00:00.000Z')),
  );
  renderInTestApp(<StatisticsPage />, {
    apis: [
      [directMigrationApiRef, { ...exampleApi(), getStats }],
      [catalogApiRef, catalogApiMock()],
      mockApis.permission(),
    ],
    mountedRoutes: {
      '/migrations': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    initialRouteEntries: [`/${query}`],
  });
  return getStats;
}

describe('StatisticsPage', () => {
  it('shows totals, and each chart as a table too', async () => {
    renderPage('', 7);
    const totals = exampleStats(7, new Date('2026-11-24T12:00:00.000Z')).totals;
    expect(await screen.findByLabelText('In total')).toHaveTextContent(
      `Runs${totals.total}`,
    );
    expect(
      screen.getByRole('img', { name: /^Runs per day, as a chart/ }),
    ).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Runs per day as a table' }),
    );
    const table = within(screen.getByRole('region', { name: 'Runs per day' }));
    expect(
      table.getAllByRole('columnheader').map(cell => cell.textContent),
    ).toEqual([
      'Day (UTC)',
      'Succeeded',
      'Partially failed',
      'Failed',
      'Canceled',
      'Not finished',
    ]);
    const succeeded = table
      .getAllByRole('row')
      .slice(1)
      .map(row => Number(within(row).getAllByRole('cell')[0].textContent));
    expect(succeeded.reduce((a, b) => a + b)).toBe(totals.succeeded);
    const pairs = within(
      screen.getByRole('region', { name: 'By pair of clusters' }),
    );
    expect(pairs.getAllByRole('row')).toHaveLength(4);
  });

  it('asks for the period and cluster of the query string', async () => {
    const getStats = renderPage('?days=90&cluster=resource:default/east', 90);
    await screen.findByText('Runs per day');
    const [filter] = getStats.mock.calls[0];
    expect(filter).toMatchObject({ cluster: 'resource:default/east' });
    const days = (Date.now() - Date.parse(filter.after!)) / 86_400_000;
    expect(Math.round(days)).toBe(90);
  });

  it('says that there is nothing to count', async () => {
    renderPage('', 0);
    expect(
      await screen.findByText('No migrations in this time'),
    ).toBeInTheDocument();
  });
});
