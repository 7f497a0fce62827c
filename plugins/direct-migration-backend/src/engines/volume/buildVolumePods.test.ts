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

import type { PersistentVolumeClaim } from '../../kubernetes/clientNode';
import {
  buildTargetClaim,
  chooseCapacity,
  chooseStorageClass,
} from './buildTargetClaim';
import { buildReceiverPod, buildSenderPod } from './buildVolumePods';
import { volumeOptions } from './volumeOptions';

const item = {
  itemId: '12345678-bbbb-4000-8000-000000000000',
  migrationId: 'migration',
  attempt: 2,
  plan: { id: 'plan' },
};
const mover = {
  image: 'registry.example.com/mover:1',
  imagePullSecrets: ['pull'],
};
const owner = { apiVersion: 'v1', kind: 'Service', name: 's', uid: 'u' };
const claim = {
  metadata: { name: 'data', labels: { app: 'shop' } },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'fast',
    resources: { requests: { storage: '1Gi' } },
  },
  status: { phase: 'Bound', capacity: { storage: '2Gi' } },
} as never;

describe('objects of the volume engine', () => {
  it('starts a receiver that opens one port and carries no secret', () => {
    const pod = buildReceiverPod({
      item,
      namespace: 'shop',
      claim: 'data',
      mover,
      settings: volumeOptions(
        { options: { itemTimeoutSeconds: 1000, podStartTimeoutSeconds: 60 } },
        undefined,
      ),
      owner,
    });
    expect(pod.metadata).toEqual({
      name: 'dm-12345678-2-receiver',
      namespace: 'shop',
      ownerReferences: [owner],
      labels: {
        'app.kubernetes.io/managed-by': 'direct-migration',
        'direct-migration.io/plan': 'plan',
        'direct-migration.io/migration': 'migration',
        'direct-migration.io/item': item.itemId,
        'direct-migration.io/attempt': '2',
        [`direct-migration.io/item-${item.itemId}`]: '2',
        'direct-migration.io/component': 'receiver',
      },
    });
    expect(pod.spec).toMatchObject({
      restartPolicy: 'OnFailure',
      activeDeadlineSeconds: 1660,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      imagePullSecrets: [{ name: 'pull' }],
    });
    const [container] = pod.spec!.containers;
    expect(container.args).toEqual([
      'receive',
      '--listen',
      '$(POD_IP):8443',
      '--data',
      '/data',
      '--tls',
      '/tls',
      '--run',
      '/run/mover',
      '--termination-log',
      '/dev/termination-log',
      '--idle-timeout',
      '3600',
    ]);
    expect(container.env).toEqual([
      {
        name: 'POD_IP',
        valueFrom: { fieldRef: { fieldPath: 'status.podIP' } },
      },
    ]);
    expect(container.ports).toEqual([
      { name: 'tls-12345678', containerPort: 8443, protocol: 'TCP' },
    ]);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: {
        drop: ['ALL'],
        add: [
          'CHOWN',
          'DAC_OVERRIDE',
          'FOWNER',
          'FSETID',
          'MKNOD',
          'SETFCAP',
          'SETGID',
          'SETUID',
        ],
      },
    });
    expect(container.volumeMounts).toEqual([
      { name: 'data', mountPath: '/data' },
      { name: 'tls', mountPath: '/tls', readOnly: true },
      { name: 'run', mountPath: '/run/mover' },
    ]);
    expect(pod.spec!.affinity).toBeUndefined();
  });

  it('gives a raw volume to both pods as a device', () => {
    const common = {
      item,
      namespace: 'shop',
      claim: 'raw',
      block: true,
      mover,
      settings: volumeOptions({ options: {} }, undefined),
      owner,
    };
    const pods = [
      buildReceiverPod(common),
      buildSenderPod({
        ...common,
        accessModes: ['ReadWriteOnce'],
        connect: { host: 'a.test', port: 443 },
        serverName: 'a.test',
        mirror: true,
      }),
    ];
    for (const { spec } of pods) {
      const [container] = spec!.containers;
      const device = container.volumeDevices![0].devicePath;
      expect(container.volumeDevices).toEqual([
        { name: 'data', devicePath: device },
      ]);
      expect(container.volumeMounts!.map(({ name }) => name)).toEqual([
        'tls',
        'run',
      ]);
      expect(container.args!.join(' ')).toContain(
        ` --device --data ${device} `,
      );
      expect(spec!.volumes![0]).toMatchObject({
        name: 'data',
        persistentVolumeClaim: { claimName: 'raw' },
      });
    }
  });

  it('makes a raw target claim of a raw source', () => {
    const raw = structuredClone(claim) as PersistentVolumeClaim;
    raw.spec!.volumeMode = 'Block';
    expect(
      buildTargetClaim({
        item,
        spec: { namespace: 'shop', name: 'data' },
        namespace: 'shop',
        source: raw,
        storageClass: 'fast',
      }).spec!.volumeMode,
    ).toBe('Block');
  });

  it('starts a sender that cannot write, on the node that has the volume', () => {
    const build = (accessModes: string[]) =>
      buildSenderPod({
        item,
        namespace: 'shop',
        claim: 'data',
        accessModes,
        mover,
        settings: volumeOptions(
          { options: { bandwidthLimit: 1_000_000 } },
          undefined,
        ),
        connect: { host: 'fd00::2', port: 30443 },
        serverName: 'name.invalid',
        mirror: true,
        quiesced: true,
        owner,
        placement: {
          nodeName: 'node-1',
          tolerations: [{ key: 'gpu', operator: 'Exists' }],
        },
      }).spec!;
    const spec = build(['ReadWriteOnce']);
    expect(spec.containers[0].args).toEqual([
      'send',
      '--connect',
      '[fd00::2]:30443',
      '--server-name',
      'name.invalid',
      '--data',
      '/data',
      '--tls',
      '/tls',
      '--run',
      '/run/mover',
      '--termination-log',
      '/dev/termination-log',
      '--bandwidth-limit',
      '1000000',
      '--compression',
      'auto',
      '--verify',
      'sampled',
      '--connect-timeout',
      '420',
      '--auth-grace',
      '315',
      '--io-timeout',
      '180',
      '--quiesced',
      '--delete',
    ]);
    expect(spec.containers[0].volumeMounts![0]).toEqual({
      name: 'data',
      mountPath: '/data',
      readOnly: true,
    });
    expect(spec.containers[0].securityContext!.capabilities).toEqual({
      drop: ['ALL'],
      add: ['DAC_OVERRIDE'],
    });
    expect(spec.containers[0].env).toBeUndefined();
    expect(spec.volumes![0].persistentVolumeClaim).toEqual({
      claimName: 'data',
    });
    expect(build(['ReadOnlyMany']).volumes![0].persistentVolumeClaim).toEqual({
      claimName: 'data',
      readOnly: true,
    });
    expect(spec).toMatchObject({
      restartPolicy: 'Never',
      activeDeadlineSeconds: 86_400,
      tolerations: [{ key: 'gpu' }],
    });
    expect(spec.nodeName).toBeUndefined();
    expect(
      spec.affinity!.nodeAffinity!
        .requiredDuringSchedulingIgnoredDuringExecution,
    ).toEqual({
      nodeSelectorTerms: [
        {
          matchFields: [
            { key: 'metadata.name', operator: 'In', values: ['node-1'] },
          ],
        },
      ],
    });
  });

  it('passes by a proxy, whose credentials are in no argument', () => {
    const args = (credentials: boolean) =>
      buildSenderPod({
        item,
        namespace: 'shop',
        claim: 'data',
        accessModes: ['ReadWriteOnce'],
        mover,
        settings: volumeOptions({ options: {} }, undefined),
        connect: {
          host: 'a.test',
          port: 443,
          proxy: { host: 'fd00::9', port: 3128, credentials },
        },
        serverName: 'a.test',
        mirror: false,
        owner,
      }).spec!.containers[0].args!.slice(5, 9);
    expect(args(true)).toEqual([
      '--proxy',
      '[fd00::9]:3128',
      '--proxy-credentials',
      '/tls/proxy-credentials',
    ]);
    expect(args(false)).toEqual([
      '--proxy',
      '[fd00::9]:3128',
      '--data',
      '/data',
    ]);
  });

  it('makes the target claim as large as the source really is', () => {
    const spec = { namespace: 'shop', name: 'data' };
    expect(
      buildTargetClaim({
        item,
        spec,
        namespace: 'new',
        source: claim,
        storageClass: 'slow',
      }),
    ).toEqual({
      metadata: {
        name: 'data',
        namespace: 'new',
        labels: {
          app: 'shop',
          'app.kubernetes.io/managed-by': 'direct-migration',
          'direct-migration.io/plan': 'plan',
          'direct-migration.io/migration': 'migration',
        },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        volumeMode: 'Filesystem',
        storageClassName: 'slow',
        resources: { requests: { storage: '2Gi' } },
      },
    });
    expect(chooseCapacity(claim, '2148000000')).toBe('2148000000');
    expect(() => chooseCapacity(claim, '2000M')).toThrow(
      expect.objectContaining({ code: 'CAPACITY_TOO_SMALL' }),
    );
    expect(() => chooseCapacity(claim, 'much')).toThrow(
      /not a Kubernetes quantity/,
    );
  });

  it.each([
    [{ asked: 'b', source: 'a' }, 'b'],
    [{ source: 'a' }, 'a'],
    [{ source: 'gone' }, 'c'],
    [{}, 'c'],
  ])('chooses a storage class for %j', (options, expected) => {
    const available = ['a', 'b', 'c'].map(name => ({
      name,
      provisioner: 'p',
      isDefault: name === 'c',
    }));
    expect(chooseStorageClass({ ...options, available })).toBe(expected);
    expect(() => chooseStorageClass({ asked: 'x', available })).toThrow(
      expect.objectContaining({
        code: 'STORAGE_CLASS_NOT_FOUND',
        hint: 'Choose one of: a, b, c.',
      }),
    );
  });
});
