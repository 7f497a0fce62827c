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

import { discoveryApiRef, fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { NamespacePicker } from './NamespacePicker';

function renderPicker(fetch: jest.Mock, initialCluster?: string) {
  const onChange = jest.fn();
  function Form() {
    const [value, setValue] = useState<string | undefined>();
    const [cluster, setCluster] = useState(initialCluster);
    const props = {
      schema: { title: 'Source namespace' },
      uiSchema: { 'ui:options': { clusterField: 'from' } },
      formContext: { formData: { from: cluster } },
      formData: value,
      onChange(next: string | undefined) {
        onChange(next);
        setValue(next);
      },
    };
    return (
      <>
        <button onClick={() => setCluster('resource:default/west')}>
          Other cluster
        </button>
        <NamespacePicker {...(props as any)} />
      </>
    );
  }
  renderInTestApp(<Form />, {
    apis: [
      [fetchApiRef, { fetch }],
      [discoveryApiRef, { getBaseUrl: async () => 'http://backend/api/x' }],
    ],
  });
  return { onChange };
}

describe('NamespacePicker', () => {
  it('offers the namespaces of the chosen cluster and forgets them with it', async () => {
    const fetch = jest.fn(async () =>
      Response.json({ items: [{ name: 'shop' }, { name: 'default' }] }),
    );
    const { onChange } = renderPicker(fetch, 'resource:default/east');

    const button = await screen.findByRole('button', {
      name: /Source namespace/,
    });
    await userEvent.click(button);
    await userEvent.click(await screen.findByRole('option', { name: 'shop' }));
    expect(onChange).toHaveBeenLastCalledWith('shop');
    const [[address]] = fetch.mock.calls as unknown as [[string]];
    expect(address).toBe(
      'http://backend/api/x/clusters/default/east/namespaces',
    );

    await userEvent.click(screen.getByText('Other cluster'));
    expect(onChange).toHaveBeenLastCalledWith(undefined);
  });

  it('can be typed where the namespaces cannot be read', async () => {
    const fetch = jest.fn(async () =>
      Response.json(
        { error: { name: 'ServiceUnavailableError', message: 'No answer.' } },
        { status: 503 },
      ),
    );
    const { onChange } = renderPicker(fetch, 'resource:default/east');
    expect(await screen.findByText(/No answer\./)).toBeInTheDocument();
    await userEvent.type(screen.getByRole('textbox'), 'shop');
    expect(onChange).toHaveBeenLastCalledWith('shop');
  });

  it('asks for a cluster first', async () => {
    const fetch = jest.fn();
    renderPicker(fetch);
    expect(
      await screen.findByText('Choose a cluster first.'),
    ).toBeInTheDocument();
    expect(fetch).not.toHaveBeenCalled();
  });
});
