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

import { identityApiRef, storageApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
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
import { emptyDraft, type MigrationDraft } from './MigrationDraft';
import { NewMigrationPage } from './NewMigrationPage';

const SHOP = 'component:default/shop';
const KEY = `user:default/guest ${SHOP}`;

/** A draft in which everything is chosen, on one step. */
function draftOn(
  step: MigrationDraft['step'],
  plan: Partial<MigrationDraft['plan']> = {},
): MigrationDraft {
  return {
    ...emptyDraft({ entityRef: SHOP }),
    step,
    furthest: 'review',
    savedAt: '2026-11-20T10:00:00.000Z',
    plan: {
      name: 'My plan',
      entityRef: SHOP,
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: 'shop', target: 'shop' }],
      volumes: [{ namespace: 'shop', name: 'data' }],
      images: [{ repository: 'shop/web' }],
      options: {},
      ...plan,
    },
  };
}

function refusal(error: object): Error {
  return Object.assign(new Error('Request failed'), { body: { error } });
}

function renderPage(
  options: {
    draft?: unknown;
    overrides?: Partial<DirectMigrationApi>;
  } = {},
) {
  const example = exampleApi();
  const api = {
    ...example,
    createPlan: jest.fn(example.createPlan),
    previewPlan: jest.fn(example.previewPlan),
    startMigration: jest.fn(async () => exampleMigration('queued')),
    ...options.overrides,
  };
  const storage = mockApis.storage();
  const bucket = storage.forBucket('direct-migration.drafts');
  if (options.draft) {
    bucket.set(KEY, options.draft as never);
  }
  renderInTestApp(<NewMigrationPage />, {
    apis: [
      [directMigrationApiRef, api],
      [storageApiRef, storage],
      [
        identityApiRef,
        mockApis.identity({ userEntityRef: 'user:default/guest' }),
      ],
      [catalogApiRef, catalogApiMock({ entities: [exampleEntity('shop')] })],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    mountedRoutes: {
      '/migrations': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    initialRouteEntries: [`/?entityRef=${encodeURIComponent(SHOP)}`],
  });
  const stored = () => bucket.snapshot(KEY).value as MigrationDraft | undefined;
  return { api, stored };
}

async function choose(label: RegExp, option: string | RegExp) {
  await userEvent.click(await screen.findByRole('button', { name: label }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

async function next() {
  await userEvent.click(await screen.findByRole('button', { name: 'Next' }));
}

describe('NewMigrationPage', () => {
  it('asks for everything, checks it, makes the plan and starts a stage', async () => {
    const { api, stored } = renderPage();
    await screen.findByRole('heading', { name: 'From where to where?' });

    // Nothing is said before one wants to go on, and then at the fields.
    expect(screen.queryByRole('alert')).toBeNull();
    await next();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The plan needs a source cluster',
    );
    expect(
      screen.getByRole('button', { name: /Source cluster/ }),
    ).toHaveAccessibleDescription(/The plan needs a source cluster/);
    await choose(/Source cluster/, 'East');
    await choose(/Target cluster/, 'West');
    await next();

    await choose(/Namespace 1 in the source/, 'shop');
    const target = screen.getByRole('textbox', {
      name: /Namespace 1 in the target/,
    });
    expect(target).toHaveValue('shop');
    expect(await screen.findByText('It will be made.')).toBeInTheDocument();
    await userEvent.clear(target);
    await userEvent.type(target, 'Shop');
    await next();
    expect(target).toHaveAccessibleDescription(/'Shop' is not a valid name/);
    await userEvent.clear(target);
    await userEvent.type(target, 'shop-live');
    await next();

    const data = await screen.findByRole('checkbox', { name: 'data' });
    expect(data).toHaveAccessibleDescription(
      /10Gi · class fast · ReadWriteOnce · Filesystem · used by shop-6c9f/,
    );
    const raw = screen.getByRole('checkbox', { name: 'raw' });
    expect(raw).toBeDisabled();
    expect(raw).toHaveAccessibleDescription(
      /Cannot be moved: its volume mode is Block/,
    );
    await userEvent.click(data);
    await userEvent.click(screen.getByRole('button', { name: 'Change data' }));
    const fields = screen.getByRole('group', { name: 'data' });
    await userEvent.type(
      within(fields).getByRole('textbox', { name: 'Size' }),
      'much',
    );
    expect(
      within(fields).getByRole('textbox', { name: 'Size' }),
    ).toHaveAccessibleDescription(/'much' is not a quantity/);
    await userEvent.clear(
      within(fields).getByRole('textbox', { name: 'Size' }),
    );
    await userEvent.type(
      within(fields).getByRole('textbox', { name: 'Size' }),
      '20Gi',
    );
    await choose(/Storage class/, 'gp3');
    await next();

    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'shop/web' }),
    );
    await next();
    await choose(/Compare afterwards/, /all content/);
    await next();

    expect(
      await screen.findByText('It is in use by shop-6c9f.'),
    ).toBeInTheDocument();
    await next();
    expect(screen.getByRole('textbox', { name: /Name/ })).toHaveValue(
      'shop to west',
    );
    await userEvent.click(
      screen.getByRole('button', { name: /start a stage/ }),
    );
    const plan = {
      name: 'shop to west',
      entityRef: SHOP,
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: 'shop', target: 'shop-live' }],
      volumes: [
        {
          namespace: 'shop',
          name: 'data',
          capacity: '20Gi',
          storageClass: 'gp3',
        },
      ],
      images: [{ repository: 'shop/web' }],
      options: { volumes: { verify: 'full' } },
    };
    await waitFor(() => expect(api.startMigration).toHaveBeenCalled());
    const key = expect.stringMatching(/^[0-9a-f]{32}$/);
    expect(api.previewPlan).toHaveBeenLastCalledWith(plan, expect.anything());
    expect(api.createPlan).toHaveBeenCalledWith(plan, { idempotencyKey: key });
    expect(api.startMigration).toHaveBeenCalledWith({
      planId: 'plan',
      type: 'stage',
      idempotencyKey: key,
    });
    await waitFor(() => expect(stored()).toBeUndefined());
  });

  it('goes on with a draft, and forgets it when asked to', async () => {
    const { stored } = renderPage({ draft: draftOn('volumes') });
    expect(await screen.findByText(/You go on with your draft/)).toBeVisible();
    expect(await screen.findByRole('checkbox', { name: 'data' })).toBeChecked();
    await userEvent.click(screen.getByRole('checkbox', { name: 'uploads' }));
    await waitFor(() => expect(stored()?.plan.volumes).toHaveLength(2));

    await userEvent.click(
      screen.getByRole('button', { name: 'Discard the draft' }),
    );
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Discard the draft',
      }),
    );
    expect(
      await screen.findByRole('heading', { name: 'From where to where?' }),
    ).toBeInTheDocument();
    await waitFor(() => expect(stored()).toBeUndefined());
  });

  it.each([{ version: 0 }, 'text', { ...draftOn('volumes'), plan: {} }])(
    'begins anew where the draft is not one: %#',
    async draft => {
      renderPage({ draft });
      expect(
        await screen.findByRole('heading', { name: 'From where to where?' }),
      ).toBeInTheDocument();
    },
  );

  it('shows what the clusters object to at the field, until it is changed', async () => {
    const previewPlan = jest.fn(async () => ({
      blocked: true,
      checks: [
        {
          id: 'targetVolume.exists',
          level: 'block' as const,
          subject: 'shop/data',
          field: 'volumes[0].targetName',
          message: 'shop/old exists on west',
          fix: 'Choose another name',
        },
      ],
    }));
    renderPage({
      draft: draftOn('preflight', {
        volumes: [{ namespace: 'shop', name: 'data', targetName: 'old' }],
      }),
      overrides: { previewPlan },
    });
    expect(
      await screen.findByText('It cannot be started like this:'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Go to Volumes' }),
    );
    const name = await screen.findByRole('textbox', {
      name: 'Name in the target',
    });
    expect(name).toHaveAccessibleDescription(
      'shop/old exists on west. Choose another name.',
    );
    await userEvent.type(name, '2');
    await waitFor(() => expect(name).not.toHaveAccessibleDescription());
  });

  it('leads to the field that the backend refuses, and sends the same key again only for the same plan', async () => {
    const createPlan = jest
      .fn(exampleApi().createPlan)
      .mockRejectedValueOnce(new Error('The connection was lost'))
      .mockRejectedValueOnce(
        refusal({
          code: 'STORAGE_CLASS_NOT_FOUND',
          field: 'volumes[0].storageClass',
          message: 'West has no storage class gone',
          hint: 'Choose another one',
        }),
      );
    const { stored } = renderPage({
      draft: draftOn('review', {
        volumes: [{ namespace: 'shop', name: 'data', storageClass: 'gone' }],
      }),
      overrides: { createPlan },
    });
    const create = await screen.findByRole('button', {
      name: /start a stage/,
    });
    await userEvent.click(create);
    expect(await screen.findByText('The connection was lost')).toBeVisible();
    expect(stored()?.idempotencyKey).toBeDefined();
    await userEvent.click(
      screen.getByRole('button', { name: /start a stage/ }),
    );
    await screen.findByRole('heading', { name: 'Which volumes?' });
    expect(
      await screen.findByRole('button', { name: /Storage class/ }),
    ).toHaveAccessibleDescription(
      'West has no storage class gone. Choose another one.',
    );
    const keys = () =>
      createPlan.mock.calls.map(([, options]) => options?.idempotencyKey);
    expect(keys()[0]).toBe(keys()[1]);

    await choose(/Storage class/, 'gp3');
    await userEvent.click(screen.getByRole('button', { name: /^Review/ }));
    await userEvent.click(
      await screen.findByRole('button', { name: /start a stage/ }),
    );
    await waitFor(() => expect(keys()).toHaveLength(3));
    expect(keys()[2]).not.toBe(keys()[0]);
  });

  it('shows the plan to who may make it but not start it', async () => {
    const startMigration = jest.fn(async () => {
      throw Object.assign(new Error('Forbidden'), { statusCode: 403 });
    });
    const { stored } = renderPage({
      draft: draftOn('review'),
      overrides: { startMigration },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /start a stage/ }),
    );
    expect(
      await screen.findByText('The plan Shop to west is made'),
    ).toBeInTheDocument();
    expect(startMigration).toHaveBeenCalledTimes(1);
    expect(stored()).toBeUndefined();
  });

  it('makes only the plan if that is wanted, and offers what can be done with it', async () => {
    const { api } = renderPage({ draft: draftOn('review') });
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'Start a stage now' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Create the plan' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Cutover: Shop to west' }),
    ).toBeInTheDocument();
    expect(api.startMigration).not.toHaveBeenCalled();
  });
});
