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
import type {
  DirectMigrationApi,
  Migration,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  exampleApi,
  exampleEntity,
  exampleMigration,
} from '../../../dev/fixtures';
import { directMigrationApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { EntityMigrationsCard } from './EntityMigrationsCard';

function renderCard(
  migration: Migration | undefined,
  overrides: Partial<DirectMigrationApi> = {},
) {
  const api = {
    ...exampleApi(),
    listMigrations: jest.fn(async () => ({
      items: migration ? [{ ...migration, items: [] }] : [],
      pageInfo: {},
    })),
    getMigration: jest.fn(async () => migration!),
    ...overrides,
  };
  renderInTestApp(
    <EntityProvider entity={exampleEntity('shop')}>
      <EntityMigrationsCard />
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

describe('EntityMigrationsCard', () => {
  it('shows the live progress of a running migration, in words too', async () => {
    const api = renderCard(exampleMigration('running'));
    const total = await screen.findByRole('progressbar', {
      name: 'Progress of Shop to west',
    });
    expect(api.listMigrations).toHaveBeenCalledWith(
      { entityRef: 'component:default/shop', limit: 1 },
      expect.anything(),
    );
    expect(total).toHaveAttribute('aria-valuenow', '62');
    expect(total).toHaveAttribute('aria-valuemin', '0');
    expect(total).toHaveAttribute('aria-valuemax', '100');
    expect(total).toHaveAttribute(
      'aria-valuetext',
      '62% · 30.2 MB of 48 MB · 231 of 412 files and blobs · 2.4 MB/s · 8 sec left',
    );
    const volume = screen.getByRole('progressbar', {
      name: 'Progress of shop/data → shop/data',
    });
    expect(volume).toHaveAttribute('aria-valuenow', '55');
    expect(screen.getAllByText('Running').length).toBe(3);
    const status = screen.getByRole('status');
    expect(status).toHaveAttribute('aria-live', 'polite');
    expect(status).toHaveTextContent('Shop to west: Running, 50%');
    expect(
      screen.getByRole('link', { name: 'Details and events' }),
    ).toHaveAttribute('href', `/migrations/${exampleMigration('running').id}`);
    expect(screen.queryByRole('button', { name: /Retry/ })).toBeNull();
  });

  it.each([
    ['queued', 'Queued', '0'],
    ['succeeded', 'Succeeded', '100'],
    ['partiallyFailed', 'Partially failed', '62'],
    ['failed', 'Failed', '62'],
    ['canceling', 'Canceling', '62'],
    ['canceled', 'Canceled', '62'],
  ] as const)('says that it is %s', async (state, word, percent) => {
    renderCard(exampleMigration(state));
    const total = await screen.findByRole('progressbar', {
      name: 'Progress of Shop to west',
    });
    expect(total).toHaveAttribute('aria-valuenow', percent);
    expect(screen.getByRole('status')).toHaveTextContent(
      `Shop to west: ${word}`,
    );
    expect(screen.getAllByText(word).length).toBeGreaterThan(0);
    const retry = screen.queryByRole('button', { name: 'Retry Shop to west' });
    const cancel = screen.queryByRole('button', {
      name: 'Cancel Shop to west',
    });
    expect(retry !== null).toBe(
      ['failed', 'partiallyFailed', 'canceled'].includes(state),
    );
    expect(cancel !== null).toBe(state === 'queued');
  });

  it('shows the cause, the hint and the code of a failed item, and retries', async () => {
    const retryMigration = jest.fn(async () => exampleMigration('queued'));
    renderCard(exampleMigration('failed'), { retryMigration });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The target volume shop/data is full');
    expect(alert).toHaveTextContent('What to do: Give the volume a capacity');
    expect(alert).toHaveTextContent('Code NO_SPACE, after 3 attempts');

    await userEvent.click(
      screen.getByRole('button', { name: 'Retry Shop to west' }),
    );
    expect(retryMigration).toHaveBeenCalledWith(exampleMigration('failed').id, {
      confirm: undefined,
    });
  });

  it('cancels only after a question', async () => {
    const cancelMigration = jest
      .fn()
      .mockRejectedValueOnce(
        Object.assign(new Error('Request failed'), {
          body: { error: { message: 'Not allowed.', code: 'NOT_ALLOWED' } },
        }),
      )
      .mockResolvedValue(exampleMigration('canceling'));
    renderCard(exampleMigration('running'), { cancelMigration });
    const open = async () => {
      await userEvent.click(
        await screen.findByRole('button', { name: 'Cancel Shop to west' }),
      );
      return screen.findByRole('dialog');
    };

    let dialog = await open();
    expect(dialog).toHaveTextContent('Cancel Shop to west?');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Keep it running' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(cancelMigration).not.toHaveBeenCalled();

    dialog = await open();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel the migration' }),
    );
    expect(cancelMigration).toHaveBeenCalledWith(
      exampleMigration('running').id,
      { confirm: 'cancel' },
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Not allowed.');
    expect(alert).toHaveTextContent('Code NOT_ALLOWED');
  });

  it('retries a cutover only after a question', async () => {
    const retryMigration = jest.fn(async () => exampleMigration('queued'));
    renderCard(exampleMigration('failed', { type: 'cutover' }), {
      retryMigration,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Retry Shop to west' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('is stopped again');
    expect(retryMigration).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Retry' }),
    );
    expect(retryMigration).toHaveBeenCalledWith(expect.anything(), {
      confirm: 'cutover',
    });
  });

  it('says that there is no migration yet', async () => {
    renderCard(undefined);
    expect(await screen.findByText('No migration yet')).toBeInTheDocument();
  });

  it('shows why it could not be loaded, and loads again', async () => {
    const listMigrations = jest
      .fn()
      .mockRejectedValueOnce(
        Object.assign(new Error('Request failed with 503'), {
          body: {
            error: {
              message: 'The database does not answer.',
              code: 'DATABASE_UNAVAILABLE',
              hint: 'Try again in a minute.',
            },
          },
        }),
      )
      .mockResolvedValue({
        items: [exampleMigration('succeeded')],
        pageInfo: {},
      });
    renderCard(exampleMigration('succeeded'), { listMigrations });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The database does not answer.');
    expect(alert).toHaveTextContent('What to do: Try again in a minute.');
    expect(alert).toHaveTextContent('Code DATABASE_UNAVAILABLE');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole(
        'progressbar',
        { name: 'Progress of Shop to west' },
        { timeout: 5_000 },
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('shows a placeholder while it loads', async () => {
    renderCard(undefined, { listMigrations: () => new Promise(() => {}) });
    expect(await screen.findByLabelText('Loading migrations')).toHaveAttribute(
      'aria-busy',
      'true',
    );
  });
});
