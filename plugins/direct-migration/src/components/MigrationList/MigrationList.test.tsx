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
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { exampleApi, exampleMigration } from '../../../dev/fixtures';
import { directMigrationApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { MigrationList } from './MigrationList';

function Query() {
  return (
    <output aria-label="Query">
      {decodeURIComponent(useLocation().search)}
    </output>
  );
}

function renderList(query: string, overrides: object = {}) {
  const listMigrations = jest.fn(async (filter: { cursor?: string }) => ({
    items: [exampleMigration(filter.cursor ? 'failed' : 'succeeded')],
    pageInfo: filter.cursor ? {} : { nextCursor: 'second' },
  }));
  renderInTestApp(
    <>
      <MigrationList />
      <Query />
    </>,
    {
      apis: [
        [
          directMigrationApiRef,
          { ...exampleApi(), listMigrations, ...overrides },
        ],
        [
          catalogApiRef,
          catalogApiMock({
            entities: [
              {
                apiVersion: 'v1',
                kind: 'Resource',
                metadata: { name: 'east', title: 'East' },
                spec: { type: 'kubernetes-cluster' },
              },
              {
                apiVersion: 'v1',
                kind: 'Component',
                metadata: { name: 'shop' },
                relations: [
                  { type: 'ownedBy', targetRef: 'group:default/shop-team' },
                ],
              },
            ],
          }),
        ],
        mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
      ],
      mountedRoutes: {
        '/migrations': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      initialRouteEntries: [`/${query}`],
    },
  );
  return listMigrations;
}

describe('MigrationList', () => {
  it('asks for what the query string says', async () => {
    const list = renderList(
      '?state=failed&type=cutover&cluster=resource:default/east&initiator=user:default/ada&from=2026-11-01&to=2026-11-02&order=asc',
    );
    await screen.findByText('Succeeded');
    expect(list).toHaveBeenCalledWith(
      {
        state: 'failed',
        type: 'cutover',
        cluster: 'resource:default/east',
        initiator: 'user:default/ada',
        createdAfter: '2026-11-01T00:00:00.000Z',
        createdBefore: '2026-11-03T00:00:00.000Z',
        order: 'asc',
        limit: 20,
      },
      expect.anything(),
    );
    expect(
      screen.getByRole('columnheader', { name: 'Started' }),
    ).toHaveAttribute('aria-sort', 'ascending');
  });

  it('sorts by the headings, with the keyboard too, and keeps that in the query string', async () => {
    const list = renderList('?orderBy=state&order=asc&state=failed&cursor=x');
    await screen.findByText(/ed$/, { selector: '[data-state]' });
    const heading = (name: string) =>
      screen.getByRole('columnheader', { name });
    const query = async (pattern: RegExp) =>
      waitFor(() =>
        expect(screen.getByLabelText('Query')).toHaveTextContent(pattern),
      );
    expect(list).toHaveBeenLastCalledWith(
      expect.objectContaining({ orderBy: 'state', order: 'asc', cursor: 'x' }),
      expect.anything(),
    );
    expect(heading('State')).toHaveAttribute('aria-sort', 'ascending');
    expect(heading('Migration')).toHaveAttribute('aria-sort', 'none');
    expect(heading('Clusters')).not.toHaveAttribute('aria-sort');

    // The cursor was of another order.
    await userEvent.click(heading('State'));
    await query(/^\?orderBy=state&state=failed$/);
    await userEvent.click(heading('Migration'));
    await query(/^\?orderBy=planName&state=failed&order=asc$/);
    await waitFor(() =>
      expect(list).toHaveBeenLastCalledWith(
        {
          orderBy: 'planName',
          order: 'asc',
          state: 'failed',
          limit: 20,
        },
        expect.anything(),
      ),
    );
    act(() => heading('Started').focus());
    await userEvent.keyboard('{Enter}');
    await query(/^\?state=failed$/);
    expect(heading('Started')).toHaveAttribute('aria-sort', 'descending');
  });

  it('clears the filters and leaves the order', async () => {
    renderList('?orderBy=bytes&order=asc&state=failed');
    await screen.findByText(/ed$/, { selector: '[data-state]' });
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() =>
      expect(screen.getByLabelText('Query')).toHaveTextContent(
        /^\?orderBy=bytes&order=asc$/,
      ),
    );
    expect(
      screen.getByRole('button', { name: 'Clear filters' }),
    ).toBeDisabled();
  });

  it('keeps filters in the query string and turns pages', async () => {
    const list = renderList('');
    await screen.findByText('Succeeded');
    await userEvent.click(screen.getByRole('button', { name: /Next/i }));
    await waitFor(() =>
      expect(
        screen.getByRole('row', { name: /Shop to west/ }),
      ).toHaveTextContent('Failed'),
    );
    expect(screen.getByLabelText('Query')).toHaveTextContent('?cursor=second');

    await userEvent.type(
      screen.getByRole('textbox', { name: 'Started by' }),
      'Ada{Enter}',
    );
    await waitFor(() =>
      expect(screen.getByLabelText('Query')).toHaveTextContent(
        /^\?initiator=user:default\/ada$/,
      ),
    );
    await waitFor(() =>
      expect(list).toHaveBeenLastCalledWith(
        expect.objectContaining({ initiator: 'user:default/ada' }),
        expect.anything(),
      ),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() =>
      expect(screen.getByLabelText('Query')).toHaveTextContent(/^$/),
    );
  });

  it('finds the runs of all that a group owns', async () => {
    const list = renderList('?owner=group:default/shop-team');
    await screen.findByText('Succeeded');
    expect(list).toHaveBeenCalledWith(
      expect.objectContaining({ entityRefs: ['component:default/shop'] }),
      expect.anything(),
    );
  });

  it('says whether there is nothing at all or nothing that matches', async () => {
    const none = async () => ({ items: [], pageInfo: {} });
    renderList('?state=failed', { listMigrations: none });
    expect(
      await screen.findByText('No migration matches these filters'),
    ).toBeInTheDocument();
  });

  it('says that somebody may not see it', async () => {
    renderList('', {
      listMigrations: async () => {
        throw Object.assign(new Error('Request failed with 403'), {
          statusCode: 403,
          body: {
            error: { message: 'Not allowed.', code: 'NOT_ALLOWED' },
          },
        });
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not do or see this',
    );
    expect(screen.queryByRole('grid')).toBeNull();
  });

  it('offers the audit trail only to who may read it', async () => {
    renderList('');
    expect(await screen.findByRole('link', { name: 'Audit' })).toHaveAttribute(
      'href',
      '/migrations/audit',
    );
  });
});
