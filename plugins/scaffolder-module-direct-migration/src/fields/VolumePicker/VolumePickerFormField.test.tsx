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

import { createFieldValidation } from '@backstage/plugin-scaffolder-react/alpha';
import type {
  DirectMigrationApi,
  PlanVolume,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderField } from '../__testUtils__/renderField';
import { validateVolumes } from './validateVolumes';
import { VolumePickerFormField } from './VolumePickerFormField';

const formData = {
  from: 'resource:default/east',
  to: 'resource:default/west',
  spaces: [{ source: 'shop', target: 'shop' }],
};
const uiOptions = {
  sourceClusterField: 'from',
  targetClusterField: 'to',
  namespacesField: 'spaces',
};

function errorsOf(value: PlanVolume[]) {
  const field = createFieldValidation();
  validateVolumes(value, field, {
    apiHolder: { get: () => undefined },
    formData: formData as never,
    schema: {},
    uiSchema: { 'ui:options': uiOptions } as never,
  });
  return field.__errors;
}

describe('DirectMigrationVolumePicker', () => {
  it('offers the volumes of the namespaces, and what each becomes', async () => {
    const { onChange, setForm } = renderField<PlanVolume[]>(
      VolumePickerFormField,
      { title: 'Volumes', formData, uiOptions },
    );
    const data = await screen.findByRole('checkbox', { name: 'data' });
    expect(screen.getByRole('checkbox', { name: 'raw' })).toBeDisabled();
    await userEvent.click(data);
    await userEvent.click(screen.getByRole('button', { name: 'Change data' }));
    await userEvent.click(
      await screen.findByRole('button', { name: /Storage class/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'fast (default)' }),
    );
    expect(onChange).toHaveBeenLastCalledWith([
      { namespace: 'shop', name: 'data', storageClass: 'fast' },
    ]);
    const size = screen.getByRole('textbox', { name: 'Size' });
    await userEvent.type(size, 'much');
    expect(size).toHaveAccessibleDescription(/'much' is not a quantity/);

    act(() => setForm({ ...formData, from: 'resource:default/west' }));
    expect(onChange).toHaveBeenLastCalledWith([]);
  });

  it('looks into the volumes when one asks for it, and takes what may be lost', async () => {
    const previewPlan = jest.fn<
      ReturnType<DirectMigrationApi['previewPlan']>,
      Parameters<DirectMigrationApi['previewPlan']>
    >(async () => ({
      checks: [],
      blocked: false,
      inspections: [
        {
          namespace: 'shop',
          name: 'data',
          inspectedAt: '2026-11-20T10:00:00.000Z',
          complete: true,
          current: true,
          files: 12,
          directories: 1,
          bytes: 1_000_000,
          losses: [{ kind: 'owner', count: 3, examples: ['a'] }],
        },
      ],
    }));
    const { onChange } = renderField<PlanVolume[]>(VolumePickerFormField, {
      title: 'Volumes',
      formData: { ...formData, entityRef: 'component:default/shop' },
      uiOptions,
      api: { previewPlan },
    });
    const data = await screen.findByRole('checkbox', { name: 'data' });
    expect(
      screen.queryByRole('button', { name: 'Look into the volumes' }),
    ).toBeNull();
    await userEvent.click(data);
    expect(previewPlan).not.toHaveBeenCalled();
    await userEvent.click(
      screen.getByRole('button', { name: 'Look into the volumes' }),
    );
    await userEvent.click(
      await screen.findByRole('checkbox', { name: /^Owners: 3/ }),
    );
    expect(previewPlan).toHaveBeenCalledTimes(1);
    expect(previewPlan.mock.calls[0]).toMatchObject([
      {
        entityRef: 'component:default/shop',
        sourceCluster: formData.from,
        targetCluster: formData.to,
        volumes: [{ namespace: 'shop', name: 'data' }],
      },
      { inspect: true },
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Agree' }));
    expect(onChange).toHaveBeenLastCalledWith([
      { namespace: 'shop', name: 'data', options: { acceptLoss: ['owner'] } },
    ]);
  });

  it('asks for what it depends on', async () => {
    renderField(VolumePickerFormField, { title: 'Volumes' });
    expect(
      await screen.findByText('Choose clusters and namespaces first.'),
    ).toBeInTheDocument();
  });

  it('refuses what the backend would refuse', () => {
    expect(errorsOf([{ namespace: 'shop', name: 'data' }])).toEqual([]);
    expect(
      errorsOf([
        { namespace: 'other', name: 'data', capacity: 'much' },
        { namespace: 'shop', name: 'data' },
        { namespace: 'shop', name: 'data' },
      ]),
    ).toEqual([
      expect.stringMatching(/'much' is not a quantity/),
      expect.stringMatching(/'other' is not among the namespaces/),
      expect.stringMatching(/the same target/),
    ]);
  });
});
