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

import type { ClusterConnection } from '../clusters/types';
import type { NewItem } from '../database/MigrationsStore';
import { MigrationError } from '../errors/MigrationError';
import { resources } from '../kubernetes/resources';
import { weighItems } from './weighItems';

const volume = (name: string): NewItem => ({
  kind: 'volume',
  step: 'copy',
  name,
  source: {},
  target: {},
  spec: { namespace: 'shop', name },
});
const items: NewItem[] = [
  volume('small'),
  volume('large'),
  volume('unknown'),
  {
    kind: 'image',
    step: 'copy',
    name: 'i',
    source: {},
    target: {},
    spec: { repository: 'shop/web' },
  },
];

describe('weighItems', () => {
  const pod = (claimName: string, phase: string) => ({
    spec: {
      nodeName: `node-of-${claimName}`,
      volumes: [{ persistentVolumeClaim: { claimName } }, { emptyDir: {} }],
    },
    status: { phase },
  });
  const list = jest.fn(async (resource: unknown) =>
    resource === resources.pods
      ? [pod('large', 'Running'), pod('small', 'Succeeded')]
      : [
          {
            metadata: { name: 'small' },
            spec: { resources: { requests: { storage: '1Ki' } } },
          },
          {
            metadata: { name: 'large' },
            status: { capacity: { storage: '1Mi' } },
          },
        ],
  );
  const connection = { client: { list } } as unknown as ClusterConnection;

  it('finds sizes and nodes with two questions for each namespace', async () => {
    const weighed = await weighItems(items, async () => connection);
    expect(weighed.map(({ weight, node }) => [weight, node])).toEqual([
      [1024, undefined],
      [2 ** 20, 'node-of-large'],
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(list).toHaveBeenCalledTimes(2);
  });

  it('does without where the cluster does not answer, but hides no fault of ours', async () => {
    const refuse = async () => {
      throw new MigrationError({
        code: 'CLUSTER_UNREACHABLE',
        message: '',
        hint: '',
        kind: 'ServiceUnavailableError',
      });
    };
    expect(await weighItems(items, refuse)).toEqual(items);
    await expect(
      weighItems(items, async () => ({} as ClusterConnection)),
    ).rejects.toThrow(TypeError);
  });
});
