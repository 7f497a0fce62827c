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
import type { PlanImage } from '@direct-migration/backstage-plugin-direct-migration-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderField } from '../__testUtils__/renderField';
import { ImagePickerFormField } from './ImagePickerFormField';
import { validateImages } from './validateImages';

const formData = {
  sourceCluster: 'resource:default/east',
  targetCluster: 'resource:default/west',
  namespaces: [{ source: 'shop', target: 'shop' }],
};

describe('DirectMigrationImagePicker', () => {
  it('offers the images of the namespaces, and which tags go where', async () => {
    const { onChange } = renderField<PlanImage[]>(ImagePickerFormField, {
      title: 'Images',
      formData,
      value: [{ repository: 'shop/gone' }],
    });
    expect(
      await screen.findByRole('checkbox', { name: 'shop/gone' }),
    ).toHaveAccessibleDescription(/no namespace of the plan uses it/);
    await userEvent.click(screen.getByRole('checkbox', { name: 'shop/gone' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'shop/web' }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Change shop/web' }),
    );
    const include = screen.getByRole('textbox', { name: 'Tags that match' });
    await userEvent.type(include, '1.*, st*');
    expect(onChange).toHaveBeenLastCalledWith([
      { repository: 'shop/web', includeTags: ['1.*', 'st*'] },
    ]);
    await userEvent.type(include, ', a/b');
    expect(include).toHaveAccessibleDescription(/'a\/b' is not a pattern/);
  });

  it('refuses what the backend would refuse', () => {
    const field = createFieldValidation();
    validateImages([{ repository: 'Shop' }], field, {
      apiHolder: { get: () => undefined },
      formData,
      schema: {},
    });
    expect(field.__errors?.[0]).toMatch(/'Shop' is not the path/);
  });
});
