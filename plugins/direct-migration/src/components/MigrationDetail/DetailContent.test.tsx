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
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  exampleApi,
  exampleEvents,
  exampleMigration,
} from '../../../dev/fixtures';
import { directMigrationApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { DetailContent } from './DetailContent';

function renderDetail(
  migration: Migration,
  authorize:
    | AuthorizeResult.ALLOW
    | AuthorizeResult.DENY = AuthorizeResult.ALLOW,
) {
  const example = exampleApi();
  const api = {
    ...example,
    cancelItem: jest.fn(example.cancelItem),
    removeKept: jest.fn(example.removeKept),
    getImageReferences: jest.fn(example.getImageReferences),
  };
  renderInTestApp(
    <DetailContent
      migration={migration}
      events={exampleEvents}
      hasMoreEvents={false}
      onChange={() => {}}
    />,
    {
      apis: [[directMigrationApiRef, api], mockApis.permission({ authorize })],
      mountedRoutes: {
        '/migrations': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  return api;
}

describe('DetailContent', () => {
  it('has no buttons for who may only look', async () => {
    // An id of its own: decisions are remembered by it.
    renderDetail(
      exampleMigration('running', { id: 'unknown' }),
      AuthorizeResult.DENY,
    );
    expect(
      await screen.findByRole('table', { name: 'Volumes' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /^(Cancel|Retry)/ }),
    ).toBeNull();
  });

  it('shows volumes and images with progress, and cancels one of them', async () => {
    const migration = exampleMigration('running');
    const api = renderDetail(migration);
    const volumes = within(
      await screen.findByRole('table', { name: 'Volumes' }),
    );
    expect(
      volumes.getByRole('progressbar', {
        name: 'Progress of shop/data → shop/data',
      }),
    ).toHaveAttribute('aria-valuenow', '55');
    expect(volumes.getByText('Copying')).toBeInTheDocument();
    expect(screen.getByRole('table', { name: 'Images' })).toHaveTextContent(
      'shop/web → shop/web',
    );

    await userEvent.click(
      await volumes.findByRole('button', {
        name: 'Cancel shop/data → shop/data',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('the others go on');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel this one' }),
    );
    await waitFor(() =>
      expect(api.cancelItem).toHaveBeenCalledWith(migration.id, 'item-volume', {
        confirm: 'cancel',
      }),
    );
  });

  it('says until when a failed item keeps its pods, and removes them after a question', async () => {
    // Of its own: what the reader may do with a run is remembered.
    const migration = exampleMigration('failed', { id: 'kept' });
    const [volume, ...others] = migration.items;
    migration.items = [
      { ...volume, migrationId: 'kept', keptUntil: '2999-01-31T12:00:00.000Z' },
      ...others,
    ];
    const api = renderDetail(migration);
    expect(await screen.findAllByText(/is kept until .*2999/)).toHaveLength(1);
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Remove what was kept of shop/data → shop/data',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Logs and the target volume stay');
    expect(api.removeKept).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Remove it' }),
    );
    await waitFor(() =>
      expect(api.removeKept).toHaveBeenCalledWith(migration.id, 'item-volume', {
        confirm: 'removeKept',
      }),
    );
  });

  it('shows the tags of an image, and what workloads have to say in the target', async () => {
    // Brings a clipboard.
    userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    const migration = exampleMigration('succeeded');
    migration.items[1] = {
      ...migration.items[1],
      result: {
        tags: [
          { tag: '1.0', state: 'copied', bytesDone: 8e6, bytesTotal: 8e6 },
          { tag: '2.0', state: 'failed', error: { message: 'It is gone.' } },
        ],
      },
    };
    const api = renderDetail(migration);
    await userEvent.click(
      await screen.findByRole('button', { name: '1 of 2 tags' }),
    );
    const tags = await screen.findByRole('region', {
      name: 'Tags of shop/web → shop/web',
    });
    expect(tags).toHaveTextContent('8 MB of 8 MB');
    expect(tags).toHaveTextContent('Failed: It is gone.');

    api.getImageReferences.mockResolvedValue({
      references: [
        {
          namespace: 'shop',
          workload: 'Deployment/web',
          container: 'web',
          old: 'east/shop/web:1.0',
          new: 'west/shop/web:1.0',
        },
      ],
      map: { 'east/shop/web:1.0': 'west/shop/web:1.0' },
    });
    await userEvent.click(
      screen.getByRole('button', { name: 'Image references' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText('west/shop/web:1.0'),
    ).toBeInTheDocument();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Copy as JSON' }),
    );
    expect(await within(dialog).findByText('Copied')).toBeInTheDocument();
    expect(JSON.parse(writeText.mock.calls[0][0])).toEqual({
      'east/shop/web:1.0': 'west/shop/web:1.0',
    });
  });

  it('shows the steps in their order with their durations', async () => {
    renderDetail({
      ...exampleMigration('running', { type: 'cutover' }),
      preflight: { blocked: false, checks: [] },
      steps: [
        {
          id: 'warm',
          name: 'Warm copy',
          state: 'succeeded',
          startedAt: '2026-11-20T10:00:00.000Z',
          finishedAt: '2026-11-20T10:03:00.000Z',
        },
        {
          id: 'quiesce',
          name: 'Quiesce',
          state: 'running',
          startedAt: '2026-11-20T10:03:00.000Z',
          message: 'Waiting for pod shop-6c9f',
        },
        { id: 'final', name: 'Final copy', state: 'pending' },
      ],
    } as Migration);
    const steps = within(
      await screen.findByRole('list', { name: 'Steps' }),
    ).getAllByRole('listitem');
    expect(steps.map(step => step.textContent)).toEqual([
      expect.stringMatching(/^ChecksDone/),
      expect.stringMatching(/^Copy while it runsDone · 3 min/),
      expect.stringMatching(/^Stop the applicationRunning.*shop-6c9f$/),
      expect.stringMatching(/^Copy the restNot begun/),
    ]);
    expect(steps[2]).toHaveAttribute('aria-current', 'step');
  });

  it('opens the logs of an item', async () => {
    renderDetail(exampleMigration('failed'));
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Logs of shop/data → shop/data',
      }),
    );
    const log = await screen.findByRole('log');
    expect(log).toHaveTextContent(
      'sender, attempt 1, pod dm-item-volume-1-sender',
    );
    expect(log).toHaveTextContent('connecting');
    expect(screen.getByRole('button', { name: 'Download all' })).toBeEnabled();
  });

  it('hands out the report of what has ended', async () => {
    const saved = jest.fn((_: Blob) => 'blob:1');
    Object.assign(URL, { createObjectURL: saved, revokeObjectURL: jest.fn() });
    renderDetail(exampleMigration('succeeded'));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Report as CSV' }),
    );
    await waitFor(() => expect(saved).toHaveBeenCalledTimes(1));
    expect(saved.mock.calls[0][0].type).toBe('text/csv');
    await userEvent.click(
      screen.getByRole('button', { name: 'Report as JSON' }),
    );
    await waitFor(() => expect(saved).toHaveBeenCalledTimes(2));
    expect(saved.mock.calls[1][0].type).toBe('application/json');
  });
});
