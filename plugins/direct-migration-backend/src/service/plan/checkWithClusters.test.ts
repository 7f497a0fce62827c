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

import type { PlanContent } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterConnection } from '../../clusters/types';
import { MigrationError } from '../../errors/MigrationError';
import { checkWithClusters } from './checkWithClusters';

const plan = (volume: object): PlanContent => ({
  name: 'p',
  sourceCluster: 'east',
  targetCluster: 'west',
  namespaces: [{ source: 'shop', target: 'shop' }],
  volumes: [
    { namespace: 'shop', name: 'other' },
    { namespace: 'shop', name: 'data', ...volume },
  ],
  images: [],
  options: {},
});
const east = {
  client: {
    list: async () => [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteMany'] },
        status: { capacity: { storage: '2Gi' } },
      },
    ],
  },
};
const classes = [
  { name: 'nfs', provisioner: 'nfs.csi.k8s.io', isDefault: true },
  { name: 'disk', provisioner: 'ebs.csi.aws.com', isDefault: false },
];
const west = { capabilities: async () => ({ storageClasses: classes }) };
const connect = async (ref: string) =>
  (ref === 'east' ? east : west) as unknown as ClusterConnection;

describe('checkWithClusters', () => {
  it.each([
    [
      { storageClass: 'gold' },
      'STORAGE_CLASS_NOT_FOUND',
      'volumes[1].storageClass',
    ],
    [
      { storageClass: 'disk' },
      'STORAGE_CLASS_ACCESS_MODES',
      'volumes[1].storageClass',
    ],
    [{ capacity: '1Gi' }, 'CAPACITY_TOO_SMALL', 'volumes[1].capacity'],
    [{ volumeMode: 'Block' }, 'VOLUME_MODE_MISMATCH', 'volumes[1].volumeMode'],
    [
      { storageClass: 'disk', accessModes: ['ReadWriteMany'] },
      'STORAGE_CLASS_ACCESS_MODES',
      'volumes[1].accessModes',
    ],
  ])('refuses %j with %s at %s', async (volume, code, field) => {
    await expect(
      checkWithClusters(plan(volume), connect),
    ).rejects.toMatchObject({ code, field, name: 'InputError' });
  });

  it('takes what can be, and asks nothing where nothing is asked for', async () => {
    await checkWithClusters(
      plan({ storageClass: 'nfs', capacity: '2Gi' }),
      connect,
    );
    await checkWithClusters(
      plan({ storageClass: 'disk', accessModes: ['ReadWriteOnce'] }),
      connect,
    );
    const never = jest.fn(connect);
    await checkWithClusters(plan({}), never);
    expect(never).not.toHaveBeenCalled();
  });

  it('leaves to preflight what the clusters do not say', async () => {
    const volume = { storageClass: 'gold', capacity: '1Gi' };
    const refuse = async () => {
      throw new MigrationError({
        code: 'CLUSTER_UNREACHABLE',
        message: '',
        hint: '',
        kind: 'ServiceUnavailableError',
      });
    };
    await expect(
      checkWithClusters(plan(volume), refuse),
    ).resolves.toBeUndefined();
    const hidden = { capabilities: async () => ({ storageClasses: [] }) };
    await checkWithClusters(
      plan({ storageClass: 'gold' }),
      async ref =>
        (ref === 'east' ? east : hidden) as unknown as ClusterConnection,
    );
  });
});
