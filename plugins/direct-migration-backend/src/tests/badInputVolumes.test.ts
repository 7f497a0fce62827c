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

import type { PlanInput } from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  BadInput,
  refusedWith,
  type Expected,
} from '../__testUtils__/BadInput';

jest.setTimeout(60_000);

describe('bad input about volumes: one clear error with its fix, and nothing left behind', () => {
  let bad: BadInput;

  beforeAll(async () => {
    bad = await BadInput.start(
      { volumes: [{ namespace: 'shop', name: 'data' }] },
      async two => {
        await two.claim('single', { accessModes: ['ReadWriteOncePod'] });
        two.east.apply({
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'unbound', namespace: 'shop' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'local-wait',
            resources: { requests: { storage: '1Gi' } },
          },
        });
        two.east.apply({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'writer', namespace: 'shop' },
          spec: {
            containers: [{ name: 'app', image: 'app:1' }],
            volumes: [
              { name: 'v', persistentVolumeClaim: { claimName: 'single' } },
            ],
          },
        });

        return [two.east, two.west];
      },
    );
  });

  afterAll(async () => {
    await bad?.stop();
  });

  const volume = (name: string, rest: object = {}) => ({
    volumes: [{ namespace: 'shop', name, ...rest }],
  });

  it.each<[string, Partial<PlanInput>, Expected]>([
    [
      'a namespace that does not exist',
      {
        namespaces: [{ source: 'nowhere', target: 'shop-new' }],
        volumes: [{ namespace: 'nowhere', name: 'data' }],
      },
      {
        code: 'NAMESPACE_NOT_FOUND',
        status: 400,
        field: 'namespaces[0].source',
        message: /east has no namespace nowhere/,
        hint: /Check the name/,
      },
    ],
    [
      'a PVC that does not exist',
      volume('nothing'),
      {
        code: 'VOLUME_NOT_FOUND',
        status: 400,
        field: 'volumes[0].name',
        message: /nothing in namespace shop/,
        hint: /Check the name/,
      },
    ],
    [
      'a PVC with ReadWriteOncePod that is in use',
      volume('single'),
      {
        code: 'VOLUME_IN_USE',
        status: 400,
        field: 'volumes[0].name',
        message: /ReadWriteOncePod.*writer/,
        hint: /scaling its workload to 0/,
      },
    ],
    [
      'a PVC without a volume',
      volume('unbound'),
      {
        code: 'VOLUME_NOT_BOUND',
        status: 400,
        field: 'volumes[0].name',
        hint: /take it out/,
      },
    ],
    [
      'a storage class that does not exist',
      volume('data', { storageClass: 'gold' }),
      {
        code: 'STORAGE_CLASS_NOT_FOUND',
        status: 400,
        field: 'volumes[0].storageClass',
        hint: /Choose one of: local/,
      },
    ],
    [
      'too small a capacity',
      volume('data', { capacity: '1Ki' }),
      {
        code: 'CAPACITY_TOO_SMALL',
        status: 400,
        field: 'volumes[0].capacity',
        hint: /at least 1Gi/,
      },
    ],
    [
      'an endpoint that the cluster does not have',
      { options: { endpoint: 'route' } },
      {
        code: 'ENDPOINT_UNSUPPORTED',
        status: 400,
        field: 'options.endpoint',
        hint: /nodePort/,
      },
    ],
    [
      'two PVCs that do not exist: one code, no single field',
      {
        volumes: [
          { namespace: 'shop', name: 'nothing' },
          { namespace: 'shop', name: 'no-more' },
        ],
      },
      {
        code: 'VOLUME_NOT_FOUND',
        status: 400,
        message: /2 reasons: .*nothing.* · .*no-more/,
        hint: /Check the name/,
      },
    ],
  ])('%s', async (_what, change, expected) => {
    expect(await bad.refusal(change)).toEqual(refusedWith(expected));
  });
});
