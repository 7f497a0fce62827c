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
import type { PlanOptions } from '@direct-migration/backstage-plugin-direct-migration-common';
import { screen } from '@testing-library/react';
import { useOptionWords } from './useOptionWords';

function Words(props: { options: PlanOptions }) {
  return (
    <ul>
      {useOptionWords(props.options).map(words => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}

it('says options as their fields do, and others as they are', async () => {
  renderInTestApp(
    <Words
      options={{
        bandwidthLimit: 2.5 * 2 ** 20,
        maxAttempts: 5,
        keepOnFailure: true,
        volumes: {
          verify: 'full',
          acceptLoss: ['owner', 'acl'],
          exclude: ['/cache/', '*.tmp'],
          targetPod: { runAsUser: 10001, nodeSelector: { disk: 'ssd' } },
        },
        images: { runOn: 'source', platforms: ['linux/amd64'] },
      }}
    />,
  );
  await screen.findByText('Attempts: 5');
  expect(screen.getAllByRole('listitem').map(li => li.textContent)).toEqual([
    'Compare afterwards: Everything, all content',
    'What may be lost: Owners, Access control lists',
    'Leave out: /cache/, *.tmp',
    'Target pods run as user: 10001',
    'targetPod: {"nodeSelector":{"disk":"ssd"}}',
    'Bandwidth limit (MiB/s): 2.5',
    'Attempts: 5',
    'keepOnFailure: true',
    'Images are copied by a pod in: the source cluster',
    'platforms: ["linux/amd64"]',
  ]);
});
