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

import type { PersistentVolumeClaim } from '../../../kubernetes/clientNode';
import { buildReceiverPod } from '../buildVolumePods';
import { volumeOptions } from '../volumeOptions';
import { mergePods, shapeOf, type PodMember } from './mergePods';

const mover = { image: 'mover:1', imagePullSecrets: [] };

function member(
  id: string,
  options: Parameters<typeof volumeOptions>[0]['options'] = {},
  claim: Partial<PersistentVolumeClaim> & { block?: boolean } = {},
): PodMember {
  const item = {
    itemId: `${id}-bbbb-4000-8000-000000000000`,
    migrationId: 'migration',
    attempt: 1,
    plan: { id: 'plan' },
  };
  return {
    item,
    build: place =>
      buildReceiverPod({
        item,
        namespace: 'shop',
        claim: `claim-${id}`,
        block: claim.block,
        mover,
        settings: volumeOptions({ options }, undefined),
        owner: { apiVersion: 'v1', kind: 'Service', name: id, uid: id },
        place,
      }),
  };
}

describe('mergePods', () => {
  it('gives each member a container, a port and volumes of its own', () => {
    const pod = mergePods(
      [member('11111111'), member('22222222', {}, { block: true })],
      'abcdefab-0000-4000-8000-000000000000',
    );
    expect(pod.metadata).toEqual({
      name: 'dm-abcdefab-receivers',
      namespace: 'shop',
      labels: {
        'app.kubernetes.io/managed-by': 'direct-migration',
        'direct-migration.io/plan': 'plan',
        'direct-migration.io/migration': 'migration',
        'direct-migration.io/component': 'receiver',
        'direct-migration.io/batch': 'abcdefab-0000-4000-8000-000000000000',
        'direct-migration.io/item-11111111-bbbb-4000-8000-000000000000': '1',
        'direct-migration.io/item-22222222-bbbb-4000-8000-000000000000': '1',
      },
      ownerReferences: [
        expect.objectContaining({ uid: '11111111' }),
        expect.objectContaining({ uid: '22222222' }),
      ],
    });
    const { containers, volumes } = pod.spec!;
    expect(containers.map(({ name }) => name)).toEqual([
      'mover-11111111',
      'mover-22222222',
    ]);
    expect(containers.map(({ ports }) => ports)).toEqual([
      [{ name: 'tls-11111111', containerPort: 8443, protocol: 'TCP' }],
      [{ name: 'tls-22222222', containerPort: 8444, protocol: 'TCP' }],
    ]);
    expect(
      containers.map(({ readinessProbe }) => readinessProbe),
    ).toMatchObject([
      { tcpSocket: { port: 8443 } },
      { tcpSocket: { port: 8444 } },
    ]);
    expect(containers[1].args).toContain('$(POD_IP):8444');
    const names = volumes!.map(({ name }) => name);
    expect(new Set(names).size).toBe(6);
    for (const { volumeMounts = [], volumeDevices = [] } of containers) {
      for (const { name } of [...volumeMounts, ...volumeDevices]) {
        expect(names).toContain(name);
      }
    }
    expect(containers[1].volumeDevices).toEqual([
      { name: 'data-22222222', devicePath: '/dev/direct-migration' },
    ]);
    expect(volumes).toContainEqual({
      name: 'data-22222222',
      persistentVolumeClaim: { claimName: 'claim-22222222' },
    });
  });

  it('is for pods that differ in nothing else', () => {
    const one = shapeOf(member('11111111'));
    expect(shapeOf(member('22222222', {}, { block: true }))).toBe(one);
    for (const options of [
      { volumes: { targetPod: { runAsUser: 1000 } } },
      { volumes: { targetPod: { labels: { mesh: 'off' } } } },
      { volumes: { targetPod: { annotations: { mesh: 'off' } } } },
      { volumes: { targetPod: { nodeSelector: { disk: 'fast' } } } },
      { volumes: { targetPod: { resources: { limits: { memory: '2Gi' } } } } },
      { itemTimeoutSeconds: 60 },
    ]) {
      expect(shapeOf(member('22222222', options))).not.toBe(one);
    }
  });
});
