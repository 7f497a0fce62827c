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
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  DirectMigrationApi,
  PlanInput,
  Preflight,
  VolumeInspection,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleApi } from '../../../dev/fixtures';
import { directMigrationApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { emptyDraft } from './MigrationDraft';
import { NewMigrationPage } from './NewMigrationPage';

const NOTHING = 'The checks found nothing that stands in the way.';
const SLOW = { timeout: 30_000 };
jest.setTimeout(120_000);

const names = (plan: PlanInput) => plan.volumes!.map(({ name }) => name);

/** Clusters whose volume `data` holds files of others; what it holds is known once somebody has looked. */
class Clusters {
  readonly calls: Array<{ plan: PlanInput; inspect: boolean }> = [];
  #looked = false;
  refusal: Error | undefined;
  failure: string | undefined;

  readonly preview: DirectMigrationApi['previewPlan'] = async (
    plan,
    options,
  ) => {
    const inspect = options?.inspect ?? false;
    this.calls.push({ plan, inspect });
    if (inspect && this.refusal) {
      throw this.refusal;
    }
    this.#looked ||= inspect;
    return this.#answer(plan, inspect);
  };

  #answer(plan: PlanInput, inspect: boolean): Preflight {
    const checks: Preflight['checks'] = [];
    const inspections: VolumeInspection[] = [];
    plan.volumes!.forEach((volume, index) => {
      const subject = `${volume.namespace}/${volume.name}`;
      if (this.failure === volume.name) {
        if (inspect) {
          checks.push({
            id: 'inspection.failed',
            level: 'block',
            subject,
            field: `volumes[${index}]`,
            message: 'IMAGE_PULL_FAILED: the image is not there',
            fix: 'Name another one',
          });
        }
        return;
      }
      if (!this.#looked) {
        return;
      }
      const losses =
        volume.name === 'data'
          ? [
              { kind: 'owner' as const, count: 12, examples: ['a', 'b'] },
              { kind: 'unreadable' as const, count: 1, examples: ['key'] },
            ]
          : [];
      inspections.push({
        namespace: volume.namespace,
        name: volume.name,
        inspectedAt: '2026-11-20T10:00:00.000Z',
        complete: true,
        current: true,
        files: 1200,
        directories: 1,
        bytes: 3_000_000,
        losses,
      });
      const agreed: string[] = volume.options?.acceptLoss ?? [];
      const lost = losses.filter(({ kind }) => !agreed.includes(kind));
      if (lost.length) {
        checks.push({
          id: 'loss.notAccepted',
          level: 'block',
          subject,
          field: `volumes[${index}].options.acceptLoss`,
          message: `Not all of ${subject} would arrive as it is: ${lost
            .map(({ kind }) => kind)
            .join(', ')}`,
        });
      }
    });
    return { blocked: checks.length > 0, checks, inspections };
  }
}

function renderStep(clusters: Clusters, volumes = ['data', 'uploads']) {
  const storage = mockApis.storage();
  storage.forBucket('direct-migration.drafts').set('user:default/guest any', {
    ...emptyDraft({}),
    step: 'preflight',
    furthest: 'review',
    savedAt: '2026-11-20T10:00:00.000Z',
    plan: {
      name: 'My plan',
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: 'shop', target: 'shop' }],
      volumes: volumes.map(name => ({ namespace: 'shop', name })),
      images: [{ repository: 'shop/web' }],
      options: {},
    },
  } as never);
  renderInTestApp(<NewMigrationPage />, {
    apis: [
      [
        directMigrationApiRef,
        { ...exampleApi(), previewPlan: clusters.preview },
      ],
      [storageApiRef, storage],
      [
        identityApiRef,
        mockApis.identity({ userEntityRef: 'user:default/guest' }),
      ],
      [catalogApiRef, catalogApiMock({ entities: [] })],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    mountedRoutes: { '/migrations': rootRouteRef },
    initialRouteEntries: ['/'],
  });
}

const look = async (name = 'Look into the volumes') =>
  userEvent.click(await screen.findByRole('button', { name }, SLOW));

describe('PreflightStep', () => {
  it('looks into the volumes when asked to, shows what would be lost, and takes the consent', async () => {
    const clusters = new Clusters();
    renderStep(clusters);
    await screen.findByText(NOTHING, undefined, SLOW);
    expect(clusters.calls.some(({ inspect }) => inspect)).toBe(false);
    expect(
      screen.getByText(/a pod is started .* for each of the 2 volumes/),
    ).toBeInTheDocument();

    await look();
    const group = await screen.findByRole(
      'group',
      { name: 'What of shop/data may be lost' },
      SLOW,
    );
    // The look is at the volumes only; the checks of the whole plan follow.
    const looks = clusters.calls.filter(({ inspect }) => inspect);
    expect(looks.map(({ plan }) => [names(plan), plan.images])).toEqual([
      [['data', 'uploads'], []],
    ]);
    expect(screen.getByText('All of it can be kept.')).toBeInTheDocument();
    expect(
      screen.getAllByText(/3 MB · 1,200 files · 1 folder · looked into/),
    ).toHaveLength(2);
    expect(
      await screen.findByText(/arrive as it is: owner, unreadable/),
    ).toBeInTheDocument();
    const owners = within(group).getByRole('checkbox', {
      name: /Owners: 12 files or folders.*For example a, b/,
    });
    const unreadable = within(group).getByRole('checkbox', {
      name: /cannot be read: 1 file or folder.*partially failed.*key/,
    });
    expect(owners).not.toBeChecked();
    const agree = screen.getByRole('button', {
      name: 'Agree, and check again',
    });
    expect(agree).toBeDisabled();

    // One kind is agreed to: the other one still stands in the way.
    await waitFor(() => expect(owners).toBeEnabled(), SLOW);
    await userEvent.click(owners);
    await userEvent.click(agree);
    expect(
      await screen.findByText(/arrive as it is: unreadable$/, undefined, SLOW),
    ).toBeInTheDocument();
    expect(clusters.calls.at(-1)).toMatchObject({
      inspect: false,
      plan: {
        volumes: [
          { name: 'data', options: { acceptLoss: ['owner'] } },
          { name: 'uploads' },
        ],
        images: [{ repository: 'shop/web' }],
      },
    });

    await waitFor(() => expect(unreadable).toBeEnabled(), SLOW);
    await userEvent.click(unreadable);
    await userEvent.click(agree);
    await screen.findByText(NOTHING, undefined, SLOW);
    expect(owners).toBeChecked();
    expect(unreadable).toBeChecked();

    // Consent can be taken back.
    await waitFor(() => expect(owners).toBeEnabled(), SLOW);
    await userEvent.click(owners);
    await userEvent.click(agree);
    expect(
      await screen.findByText(/arrive as it is: owner$/, undefined, SLOW),
    ).toBeInTheDocument();
  });

  it('looks into a few at a time, and says which could not be looked into', async () => {
    const clusters = new Clusters();
    clusters.failure = 'v2';
    renderStep(clusters, ['v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6']);
    await look();
    expect(
      await screen.findByText(
        'IMAGE_PULL_FAILED: the image is not there. Name another one',
        undefined,
        SLOW,
      ),
    ).toBeInTheDocument();
    await screen.findByRole(
      'button',
      { name: 'Look into the volumes again' },
      SLOW,
    );
    const looks = clusters.calls.filter(({ inspect }) => inspect);
    expect(looks.map(({ plan }) => names(plan))).toEqual([
      ['v0', 'v1', 'v2', 'v3', 'v4'],
      ['v5', 'v6'],
    ]);
    // It comes first, and is no reason against the others.
    expect(screen.getAllByText(/^shop\/v\d$/)[0]).toHaveTextContent('shop/v2');
    expect(screen.getByText(NOTHING)).toBeInTheDocument();
  });

  it('says why nobody may look, and can be asked again', async () => {
    const clusters = new Clusters();
    clusters.refusal = new Error(
      'You need the permission directmigration.migration.stage',
    );
    renderStep(clusters);
    await look();
    expect(
      await screen.findByText(
        /directmigration.migration.stage/,
        undefined,
        SLOW,
      ),
    ).toBeInTheDocument();
    clusters.refusal = undefined;
    await look();
    expect(
      await screen.findByText('All of it can be kept.', undefined, SLOW),
    ).toBeInTheDocument();
    expect(screen.queryByText(/directmigration.migration.stage/)).toBeNull();
  });
});
