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
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderField } from '../__testUtils__/renderField';
import { NamespaceMapping } from './NamespaceMapping';
import { validateNamespaceMapping } from './validateNamespaceMapping';

const formData = {
  sourceCluster: 'resource:default/east',
  targetCluster: 'resource:default/east',
};

describe('DirectMigrationNamespaceMapping', () => {
  it('maps a namespace to one of the same name, until that is changed', async () => {
    const { onChange } = renderField(NamespaceMapping, {
      title: 'Namespaces',
      formData,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /in the source cluster/ }),
    );
    await userEvent.click(await screen.findByRole('option', { name: 'shop' }));
    expect(onChange).toHaveBeenLastCalledWith([
      { source: 'shop', target: 'shop' },
    ]);
    const target = screen.getByRole('textbox', {
      name: /in the target cluster/,
    });
    await userEvent.type(target, '_2');
    expect(target).toHaveAccessibleDescription(/'shop_2' is not a valid name/);
    expect(onChange).toHaveBeenLastCalledWith([
      { source: 'shop', target: 'shop_2' },
    ]);
  });

  it('asks for a cluster first', async () => {
    renderField(NamespaceMapping, { title: 'Namespaces' });
    expect(
      await screen.findByText('Choose a cluster first.'),
    ).toBeInTheDocument();
  });

  it('refuses what the backend would refuse', () => {
    const field = createFieldValidation();
    validateNamespaceMapping([{ source: 'shop', target: '' }], field, {
      apiHolder: { get: () => undefined },
      formData,
      schema: {},
    });
    expect(field.__errors).toEqual(['A value is missing']);
  });
});
