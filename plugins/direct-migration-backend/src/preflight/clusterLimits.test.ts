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

import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import { TwoSandboxes } from '../engines/__testUtils__/TwoSandboxes';

jest.setTimeout(60_000);

describe('preflight where clusters set limits, on two sandbox clusters', () => {
  let two: TwoSandboxes;

  beforeAll(async () => {
    two = await TwoSandboxes.start({
      storageClasses: [
        { name: 'local', default: true },
        { name: 'late', volumeBindingMode: 'WaitForFirstConsumer' },
        { name: 'static', provisioner: 'kubernetes.io/no-provisioner' },
        { name: 'disk', provisioner: 'ebs.csi.aws.com' },
      ],
    });
    await two.claim('data', { accessModes: ['ReadWriteMany'] });
    two.west.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop-new' },
    });
  });
  afterAll(async () => {
    await two?.stop();
  });

  const checks = async (overrides: Partial<Plan> = {}) =>
    (
      await two.services.preflight.check(two.plan(overrides), {
        credentials: {} as never,
      })
    ).checks.filter(c => !c.id.startsWith('cluster.'));
  const volume = (more: object) => [
    { namespace: 'shop', name: 'data', ...more },
  ];
  const put = (kind: string, rest: object, namespace = 'shop-new') =>
    two.west.apply({
      apiVersion: 'v1',
      kind,
      metadata: { name: 'limit', namespace },
      ...rest,
    });

  it('blocks what a quota has no room for, and warns of what must wait', async () => {
    const volumes = ['a', 'b', 'c'].flatMap(targetName =>
      volume({ targetName }),
    );
    put('ResourceQuota', {
      spec: { hard: { 'requests.storage': '2Gi', pods: '2' } },
      status: { hard: { 'requests.storage': '2Gi', pods: '2' }, used: {} },
    });
    expect(await checks({ volumes })).toContainEqual({
      id: 'quota.exceeded',
      level: 'block',
      subject: 'west/shop-new',
      message:
        'A ResourceQuota of namespace shop-new on west leaves too little: limit: requests.storage has 2Gi left, 3Gi needed',
      fix: expect.any(String),
    });
    put('ResourceQuota', {
      spec: { hard: { pods: '2' } },
      status: { hard: { pods: '2' }, used: {} },
    });
    expect(await checks({ volumes })).toContainEqual(
      expect.objectContaining({
        id: 'quota.tight',
        level: 'warn',
        message: expect.stringContaining(
          'has no room for all 3 transfer pods at once: limit: pods has 2 left, 3 needed',
        ),
      }),
    );
    put('ResourceQuota', { spec: { hard: {} }, status: { hard: {} } });
  });

  it('blocks pods and claims that a LimitRange refuses', async () => {
    put('LimitRange', {
      spec: {
        limits: [
          { type: 'Container', max: { memory: '512Mi' } },
          { type: 'PersistentVolumeClaim', max: { storage: '100Mi' } },
        ],
      },
    });
    const found = await checks();
    expect(found).toContainEqual(
      expect.objectContaining({
        id: 'limitRange.pods',
        level: 'block',
        subject: 'west/shop-new',
        message: expect.stringContaining('memory at most 512Mi'),
      }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({
        id: 'limitRange.claim',
        level: 'block',
        field: 'volumes[0].capacity',
        message: expect.stringContaining('refuses a claim of 1Gi'),
      }),
    );
    put('LimitRange', { spec: { limits: [] } });
  });

  it('blocks what the Pod Security level of a namespace refuses', async () => {
    const label = (level: string) =>
      two.west.apply({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'shop-new',
          labels: { 'pod-security.kubernetes.io/enforce': level },
        },
      });
    label('restricted');
    expect(await checks()).toContainEqual(
      expect.objectContaining({
        id: 'podSecurity.restricted',
        level: 'block',
        subject: 'west/shop-new',
      }),
    );
    expect(
      (
        await checks({
          volumes: volume({ options: { targetPod: { runAsUser: 1000 } } }),
        })
      ).map(c => c.id),
    ).not.toContain('podSecurity.restricted');
    label('baseline');
    expect((await checks()).map(c => c.id)).not.toContain(
      'podSecurity.restricted',
    );
  });

  it('blocks classes that cannot do what the claim needs', async () => {
    expect(
      await checks({ volumes: volume({ storageClass: 'disk' }) }),
    ).toContainEqual(
      expect.objectContaining({
        id: 'storageClass.accessModes',
        level: 'block',
        field: 'volumes[0].storageClass',
        message:
          'Storage class disk on west (ebs.csi.aws.com) cannot do ReadWriteMany',
      }),
    );
    const fixed = ['a', 'b'].flatMap(targetName =>
      volume({ storageClass: 'static', targetName }),
    );
    two.west.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'one' },
      spec: {
        storageClassName: 'static',
        capacity: { storage: '5Gi' },
        accessModes: ['ReadWriteMany'],
        hostPath: { path: '/nowhere' },
      },
      status: { phase: 'Available' },
    });
    const found = await checks({ volumes: fixed });
    expect(found.filter(c => c.id === 'storageClass.noVolume')).toEqual([
      expect.objectContaining({
        level: 'block',
        field: 'volumes[1].storageClass',
      }),
    ]);
    expect(
      await checks({ volumes: volume({ storageClass: 'late' }) }),
    ).toContainEqual(
      expect.objectContaining({ id: 'storageClass.bindsLate', level: 'info' }),
    );
  });

  it('says that a claim was made for the plan before', async () => {
    const plan = two.plan();
    two.west.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: 'data',
        namespace: 'shop-new',
        labels: {
          'app.kubernetes.io/managed-by': 'direct-migration',
          'direct-migration.io/plan': plan.id,
          'direct-migration.io/migration': 'earlier',
        },
      },
      spec: {
        accessModes: ['ReadWriteMany'],
        resources: { requests: { storage: '1Gi' } },
      },
    });
    expect(await checks()).toContainEqual(
      expect.objectContaining({
        id: 'targetVolume.continues',
        message: expect.stringContaining('by migration earlier'),
      }),
    );
  });
});
