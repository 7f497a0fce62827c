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
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { directMigrationApiRef } from '@direct-migration/backstage-plugin-direct-migration';
import type { DirectMigrationApi } from '@direct-migration/backstage-plugin-direct-migration-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleApi } from './__testUtils__/renderField';
import { ImagePickerFormField } from './ImagePicker/ImagePickerFormField';
import { VolumePickerFormField } from './VolumePicker/VolumePickerFormField';

jest.setTimeout(180_000);

const api: Partial<DirectMigrationApi> = {
  ...exampleApi,
  listVolumes: async (_cluster, namespace) =>
    ['data', 'files'].map(name => ({
      namespace,
      name,
      phase: 'Bound',
      accessModes: ['ReadWriteOnce'],
      capacity: '1Gi',
      supported: true,
    })),
  listImages: async (_cluster, namespace) =>
    ['web', 'worker'].map(name => ({
      repository: `${namespace}/${name}`,
      tags: ['1.0'],
      supported: true,
    })),
};

/** The scaffolder's own form with a template whose lists have a `default`. */
function renderTemplate() {
  const onCreate = jest.fn(async () => {});
  renderInTestApp(
    <Stepper
      manifest={{
        title: 'Move',
        steps: [
          {
            title: 'What',
            schema: {
              properties: {
                volumes: {
                  title: 'Volumes',
                  type: 'array',
                  items: { type: 'object' },
                  'ui:field': 'DirectMigrationVolumePicker',
                  default: [
                    {
                      namespace: 'shop',
                      name: 'data',
                      targetName: 'renamed',
                      existing: 'reuse',
                      options: { checksum: true },
                    },
                  ],
                },
                images: {
                  title: 'Images',
                  type: 'array',
                  items: { type: 'object' },
                  'ui:field': 'DirectMigrationImagePicker',
                  default: [{ repository: 'shop/web', tags: ['1.0'] }],
                },
              },
            },
          },
        ],
      }}
      initialState={{
        sourceCluster: 'resource:default/east',
        targetCluster: 'resource:default/west',
        namespaces: [{ source: 'shop', target: 'shop' }],
      }}
      extensions={[
        {
          name: 'DirectMigrationVolumePicker',
          component: VolumePickerFormField,
        },
        { name: 'DirectMigrationImagePicker', component: ImagePickerFormField },
      ]}
      onCreate={onCreate}
    />,
    { apis: [[directMigrationApiRef, api as DirectMigrationApi]] },
  );
  const create = async () => {
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    const [[values]] = onCreate.mock.calls as unknown as [[object]];
    // As it is sent.
    return JSON.parse(JSON.stringify(values));
  };
  return { create };
}

describe('the default of a list', () => {
  const checkbox = (name: string) =>
    screen.findByRole('checkbox', { name }, { timeout: 30_000 });

  it('is what is chosen at first', async () => {
    const { create } = renderTemplate();
    expect(await checkbox('data')).toBeChecked();
    expect(await create()).toMatchObject({
      volumes: [{ namespace: 'shop', name: 'data', targetName: 'renamed' }],
      images: [{ repository: 'shop/web', tags: ['1.0'] }],
    });
  });

  it('gives nothing of itself to another entry', async () => {
    const { create } = renderTemplate();
    await userEvent.click(await checkbox('data'));
    await userEvent.click(await checkbox('files'));
    await userEvent.click(await checkbox('shop/web'));
    await userEvent.click(await checkbox('shop/worker'));
    const { volumes, images } = await create();
    expect(volumes).toEqual([{ namespace: 'shop', name: 'files' }]);
    expect(images).toEqual([{ repository: 'shop/worker' }]);
  });

  it('gives nothing back that was emptied', async () => {
    const { create } = renderTemplate();
    await checkbox('data');
    await userEvent.click(screen.getByRole('button', { name: 'Change data' }));
    await userEvent.clear(
      await screen.findByRole('textbox', { name: 'Name in the target' }),
    );
    const { volumes } = await create();
    expect(volumes).toEqual([
      {
        namespace: 'shop',
        name: 'data',
        existing: 'reuse',
        options: { checksum: true },
      },
    ]);
  });
});
