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
import type { DirectMigrationApi } from '@direct-migration/backstage-plugin-direct-migration-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  exampleApi,
  exampleEntity,
  exampleMigration,
} from '../../../dev/fixtures';
import { directMigrationApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { EntityMigrationsTab } from './EntityMigrationsTab';

function renderTab(
  options: {
    entity?: string;
    overrides?: Partial<DirectMigrationApi>;
  } = {},
) {
  const { entity = 'shop' } = options;
  const example = exampleApi();
  const api = {
    ...example,
    startMigration: jest.fn(example.startMigration),
    ...options.overrides,
  };
  renderInTestApp(
    <EntityProvider entity={exampleEntity(entity)}>
      <EntityMigrationsTab />
    </EntityProvider>,
    {
      apis: [
        [directMigrationApiRef, api],
        mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
      ],
      mountedRoutes: {
        '/migrations': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  return api;
}

describe('EntityMigrationsTab', () => {
  it('tries a cutover, says what will happen, and starts it once', async () => {
    const listMigrations = jest.fn(async () => ({
      items: [exampleMigration('succeeded', { items: [] })],
      pageInfo: {},
    }));
    const api = renderTab({ overrides: { listMigrations } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cutover: Shop to west' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Cut over Shop to west?',
    });
    await within(dialog).findByText(
      'The checks found nothing that stands in the way.',
    );
    expect(dialog).toHaveTextContent('The application is stopped');
    expect(dialog).toHaveTextContent('1 volume is copied.');
    expect(dialog).toHaveTextContent('2 image repositories are copied.');
    expect(dialog).toHaveTextContent('Expected downtime: less than 2 min');
    expect(dialog).toHaveTextContent('The volume is mounted by pod shop-6c9f.');
    expect(api.startMigration).toHaveBeenCalledTimes(1);
    expect(api.startMigration).toHaveBeenCalledWith(
      { planId: 'plan', type: 'cutover', dryRun: true },
      expect.anything(),
    );

    await userEvent.click(
      within(dialog).getByRole('button', {
        name: 'Stop the application and cut over',
      }),
    );
    await waitFor(() => expect(api.startMigration).toHaveBeenCalledTimes(2));
    expect(api.startMigration).toHaveBeenLastCalledWith({
      planId: 'plan',
      type: 'cutover',
      confirm: 'cutover',
      idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('says what a rollback deletes before it does', async () => {
    const startMigration = jest.fn<
      ReturnType<DirectMigrationApi['startMigration']>,
      Parameters<DirectMigrationApi['startMigration']>
    >(async ({ type, options }) => ({
      ...exampleMigration('queued', { type }),
      items: options?.rollback?.deleteTargetVolumes
        ? [
            {
              ...exampleMigration('queued').items[0],
              step: 'deleteTarget',
              target: { namespace: 'shop-live', name: 'data' },
            },
          ]
        : [],
      preflight: {
        blocked: false,
        checks: [
          {
            id: 'workload.willBeRestored',
            level: 'info',
            subject: 'Deployment shop/web',
            message: 'It will be started again.',
          },
        ],
      },
    }));
    renderTab({ overrides: { startMigration } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Rollback: Shop to west' }),
    );
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText(/The checks found nothing/);
    expect(dialog).toHaveTextContent('Started again: Deployment shop/web');
    expect(dialog).not.toHaveTextContent('Deleted');
    await userEvent.click(
      within(dialog).getByRole('checkbox', {
        name: 'Delete the target volumes',
      }),
    );
    await within(dialog).findByText(/Deleted in the target.*shop-live\/data/);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Roll back' }),
    );
    await waitFor(() =>
      expect(startMigration).toHaveBeenLastCalledWith(
        expect.objectContaining({
          type: 'rollback',
          options: { rollback: { deleteTargetVolumes: true } },
          confirm: 'deleteTargetVolumes',
        }),
      ),
    );
  });

  it('leaves out the copy before a cutover if asked to', async () => {
    const api = renderTab();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cutover: Shop to west' }),
    );
    const dialog = await screen.findByRole('dialog');
    const warm = within(dialog).getByRole('checkbox', {
      name: /^Copy once more/,
    });
    expect(warm).toBeChecked();
    await userEvent.click(warm);
    await waitFor(() =>
      expect(api.startMigration).toHaveBeenLastCalledWith(
        {
          planId: 'plan',
          type: 'cutover',
          options: { cutover: { warmPass: false } },
          dryRun: true,
        },
        expect.anything(),
      ),
    );
  });

  it('does not start what the checks forbid', async () => {
    const api = renderTab();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Rollback: Shop to west' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText('It cannot be started like this:'),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByRole('button', { name: 'Roll back' }),
    ).toBeDisabled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Not now' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.startMigration).toHaveBeenCalledTimes(1);
  });

  it('shows why it could not be checked', async () => {
    renderTab({
      overrides: {
        startMigration: async () => {
          throw Object.assign(new Error('Request failed'), {
            body: {
              error: { message: 'West is down.', code: 'CLUSTER_UNREACHABLE' },
            },
          });
        },
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Stage: Shop to west' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'West is down.',
    );
    expect(
      within(dialog).getByRole('button', { name: 'Start the copy' }),
    ).toBeDisabled();
  });

  it('says that there is no plan and no run yet', async () => {
    renderTab({ entity: 'none' });
    expect(await screen.findByText('No plan yet')).toBeInTheDocument();
    expect(
      await screen.findByText('No plan has been run yet.'),
    ).toBeInTheDocument();
  });
});
