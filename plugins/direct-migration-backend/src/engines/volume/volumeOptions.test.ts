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

import type { PodOptions } from '@direct-migration/backstage-plugin-direct-migration-common';
import { applyPodOptions } from './applyPodOptions';
import { buildReceiverPod, buildSenderPod } from './buildVolumePods';
import { volumeOptions } from './volumeOptions';

const common = {
  item: {
    itemId: '12345678-bbbb-4000-8000-000000000000',
    migrationId: 'migration',
    attempt: 1,
    plan: { id: 'plan' },
  },
  namespace: 'shop',
  claim: 'data',
  mover: { image: 'mover:1', imagePullSecrets: [] },
  owner: { apiVersion: 'v1', kind: 'Service', name: 's', uid: 'u' },
};

function pods(own: Parameters<typeof volumeOptions>[1]) {
  const settings = volumeOptions({ options: {} }, own);
  return {
    receiver: buildReceiverPod({ ...common, settings }),
    sender: buildSenderPod({
      ...common,
      settings,
      accessModes: ['ReadWriteOnce'],
      connect: { host: 'a.test', port: 443 },
      serverName: 'a.test',
      mirror: true,
      placement: {
        nodeName: 'node-1',
        tolerations: [{ key: 'of-the-application' }],
      },
    }),
  };
}

describe('volumeOptions', () => {
  it('takes what is nearest', () => {
    const plan = {
      options: {
        bandwidthLimit: 1,
        podStartTimeoutSeconds: 100,
        keepOnFailure: true,
        volumes: {
          bandwidthLimit: 2,
          exclude: ['a'],
          verify: 'off' as const,
          sourcePod: { runAsUser: 5, labels: { a: '1' } },
        },
      },
    };
    expect(volumeOptions(plan, {})).toMatchObject({
      bandwidthLimit: 2,
      exclude: ['a'],
      include: [],
      verify: 'off',
      compression: 'auto',
      keepOnFailure: true,
      podStartTimeoutSeconds: 100,
      endpointTimeoutSeconds: 100,
      connectTimeoutSeconds: 120,
      ioTimeoutSeconds: 180,
      idleTimeoutSeconds: 3600,
      itemTimeoutSeconds: 86400,
      sourcePod: { runAsUser: 5, labels: { a: '1' } },
      targetPod: {},
    });
    const own = {
      bandwidthLimit: 3,
      exclude: [],
      keepOnFailure: false,
      podStartTimeoutSeconds: 7200,
      idleTimeoutSeconds: 60,
      sourcePod: { labels: { b: '2' } },
    };
    expect(volumeOptions(plan, { options: own })).toMatchObject({
      ...own,
      verify: 'off',
      // a sender that may start late must find the receiver
      idleTimeoutSeconds: 7800,
      sourcePod: { runAsUser: 5, labels: { b: '2' } },
    });
  });

  it('goes into the arguments of the sender', () => {
    const args = pods({
      options: {
        include: ['-x', '$(POD_IP)'],
        exclude: ['*.log'],
        deleteExtraneous: false,
        connectTimeoutSeconds: 7,
        ioTimeoutSeconds: 11,
        verify: 'full',
        compression: 'off',
      },
    }).sender.spec!.containers[0].args!.slice(13);
    expect(args).toEqual([
      '--compression',
      'off',
      '--verify',
      'full',
      '--connect-timeout',
      '307',
      '--auth-grace',
      '315',
      '--io-timeout',
      '11',
      '--include=-x',
      '--include=$$(POD_IP)',
      '--exclude=*.log',
    ]);
  });

  it('goes into the pods, and cannot take away what they are found by', () => {
    const options: PodOptions = {
      runAsGroup: 7,
      supplementalGroups: [8, 9],
      resources: { requests: { cpu: '1' }, limits: { memory: '2Gi' } },
      nodeSelector: { disk: 'fast' },
      tolerations: [{ key: 'dedicated', operator: 'Exists' }],
      labels: { mesh: 'off', 'direct-migration.io/item': 'other' },
      annotations: { 'sidecar.istio.io/inject': 'false' },
    };
    const { sender, receiver } = pods({ options: { sourcePod: options } });
    expect(sender.metadata).toMatchObject({
      labels: { mesh: 'off', 'direct-migration.io/item': common.item.itemId },
      annotations: { 'sidecar.istio.io/inject': 'false' },
    });
    expect(sender.spec).toMatchObject({
      nodeSelector: { disk: 'fast' },
      tolerations: [
        { key: 'dedicated', operator: 'Exists' },
        { key: 'of-the-application' },
      ],
      securityContext: {
        runAsUser: 0,
        runAsGroup: 7,
        supplementalGroups: [8, 9],
        seccompProfile: { type: 'RuntimeDefault' },
      },
    });
    expect(sender.spec!.containers[0].resources).toMatchObject({
      requests: { cpu: '1', memory: expect.any(String) },
      limits: { cpu: expect.any(String), memory: '2Gi' },
    });
    expect(receiver.spec).not.toHaveProperty('nodeSelector');
    expect(applyPodOptions(receiver, {})).toEqual(receiver);
  });

  it('runs as another user without any privilege, with keys that it can read', () => {
    const { sender, receiver } = pods({
      options: {
        sourcePod: { runAsUser: 1000 },
        targetPod: { runAsUser: 1001 },
      },
    });
    expect(sender.spec!.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
    });
    // the source's files must not become another group's
    expect(sender.spec!.securityContext).not.toHaveProperty('fsGroup');
    expect(receiver.spec!.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1001,
      fsGroup: 1001,
      fsGroupChangePolicy: 'OnRootMismatch',
    });
    for (const { spec } of [sender, receiver]) {
      expect(spec!.containers[0].securityContext!.capabilities).toEqual({
        drop: ['ALL'],
      });
      expect(
        spec!.volumes!.find(({ name }) => name === 'tls')!.secret!.defaultMode,
      ).toBe(0o444);
    }
  });
});
