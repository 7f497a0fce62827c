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

import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderField } from '../__testUtils__/renderField';
import { ClusterPicker } from './ClusterPicker';

describe('DirectMigrationClusterPicker', () => {
  it('gives the entity ref of a cluster, and says that one is not known', async () => {
    const { onChange } = renderField<string>(ClusterPicker, {
      title: 'From',
      value: 'resource:default/gone',
    });
    expect(
      await screen.findByText(/not in the catalog, or you may not see it/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /From/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'east' }));
    expect(onChange).toHaveBeenLastCalledWith('resource:default/east');
  });
});
