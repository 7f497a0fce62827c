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

import type { EgressProxySettings } from '../../../clusters/ClusterNetwork';
import type { NetworkPolicy } from '../../../kubernetes/clientNode';
import { buildReceiverPolicy, buildSenderPolicy } from './buildNetworkPolicy';
import { egressProxy } from './egressProxy';
import { isolates } from './isolates';
import { proxyCredentials } from './proxyCredentials';

const common = {
  item: {
    itemId: '12345678-bbbb-4000-8000-000000000000',
    migrationId: 'migration',
    attempt: 1,
    plan: { id: 'plan' },
  },
  namespace: 'shop',
  owner: { apiVersion: 'v1', kind: 'Secret', name: 's', uid: 'u' },
};

describe('NetworkPolicies', () => {
  const labels = { app: 'ours', tier: 'data' };
  const policy = (spec: object): NetworkPolicy => ({
    spec: { podSelector: {}, ...spec },
  });
  const isolated = (
    direction: 'Ingress' | 'Egress',
    ...policies: NetworkPolicy[]
  ) => isolates({ policies, direction, labels });

  it('are needed only where one keeps the pod from its traffic', () => {
    expect(isolated('Ingress')).toBe(false);
    expect(isolated('Ingress', policy({}))).toBe(true);
    // Without types a policy is about ingress, and about egress if it has rules for it.
    expect(isolated('Egress', policy({}))).toBe(false);
    expect(isolated('Egress', policy({ policyTypes: ['Egress'] }))).toBe(true);
    expect(isolated('Egress', policy({ egress: [{ to: [{}] }] }))).toBe(true);
    expect(isolated('Ingress', policy({ policyTypes: ['Egress'] }))).toBe(
      false,
    );
  });

  it('are not needed where another lets everything pass', () => {
    const deny = policy({ policyTypes: ['Ingress', 'Egress'] });
    expect(isolated('Ingress', deny, policy({ ingress: [{}] }))).toBe(false);
    expect(
      isolated(
        'Egress',
        deny,
        policy({ policyTypes: ['Egress'], egress: [{}] }),
      ),
    ).toBe(false);
    for (const rule of [{ from: [{ podSelector: {} }] }, { ports: [{}] }]) {
      expect(isolated('Ingress', deny, policy({ ingress: [rule] }))).toBe(true);
    }
  });

  it.each<[boolean, object]>([
    [true, { matchLabels: { app: 'ours' } }],
    [false, { matchLabels: { app: 'theirs' } }],
    [
      true,
      { matchExpressions: [{ key: 'tier', operator: 'In', values: ['data'] }] },
    ],
    [
      false,
      { matchExpressions: [{ key: 'none', operator: 'In', values: ['data'] }] },
    ],
    [
      true,
      { matchExpressions: [{ key: 'none', operator: 'NotIn', values: ['x'] }] },
    ],
    [
      false,
      {
        matchExpressions: [
          { key: 'tier', operator: 'NotIn', values: ['data'] },
        ],
      },
    ],
    [true, { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }],
    [false, { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }],
  ])('select the pod (%s): %j', (expected, podSelector) => {
    expect(isolated('Ingress', policy({ podSelector }))).toBe(expected);
  });

  it('of ours open what the sender needs and no more', () => {
    const egress = (host: string, inCluster = false) =>
      buildSenderPolicy({ ...common, to: { host, port: 443 }, inCluster }).spec!
        .egress!;
    const [dns, toAddress] = egress('198.18.0.3');
    expect(dns).toEqual({
      ports: [
        { port: 53, protocol: 'UDP' },
        { port: 53, protocol: 'TCP' },
        { port: 5353, protocol: 'UDP' },
        { port: 5353, protocol: 'TCP' },
      ],
    });
    const ports = [{ port: 443, protocol: 'TCP' }];
    expect(toAddress).toEqual({
      to: [{ ipBlock: { cidr: '198.18.0.3/32' } }],
      ports,
    });
    expect(egress('fd00::1')[1].to).toEqual([
      { ipBlock: { cidr: 'fd00::1/128' } },
    ]);
    expect(egress('a.example.com')[1]).toEqual({ ports });
    expect(egress('10.0.0.1', true)[1].to).toEqual([
      {
        namespaceSelector: {},
        podSelector: {
          matchLabels: {
            'app.kubernetes.io/managed-by': 'direct-migration',
            [`direct-migration.io/item-${common.item.itemId}`]: '1',
            'direct-migration.io/component': 'receiver',
          },
        },
      },
    ]);
    // one for each receiver that a pod may have
    const receiverPorts = Array.from({ length: 10 }, (_, index) => ({
      port: 8443 + index,
      protocol: 'TCP',
    }));
    expect(egress('10.0.0.1', true)[1].ports).toEqual(receiverPorts);
    const receiver = buildReceiverPolicy(common);
    expect(receiver.metadata?.labels).toMatchObject({
      'direct-migration.io/item': common.item.itemId,
      'direct-migration.io/attempt': '1',
      'direct-migration.io/component': 'network',
    });
    expect(receiver.spec).toEqual({
      podSelector: {
        matchLabels: {
          'app.kubernetes.io/managed-by': 'direct-migration',
          [`direct-migration.io/item-${common.item.itemId}`]: '1',
          'direct-migration.io/component': 'receiver',
        },
      },
      policyTypes: ['Ingress'],
      ingress: [{ ports: receiverPorts }],
    });
  });
});

describe('the proxy on the way out', () => {
  const proxy = (rest: Partial<EgressProxySettings> = {}) => ({
    host: 'proxy.test',
    port: 3128,
    noProxy: [],
    ...rest,
  });

  it.each([
    ['a.example.com', 'example.com', false],
    ['a.example.com', '.example.com', false],
    ['a.example.com', '*.Example.com', false],
    ['example.com', 'example.com', false],
    ['badexample.com', 'example.com', true],
    ['10.1.2.3', '10.0.0.0/8', false],
    ['10.1.2.3', '10.1.2.3', false],
    ['11.1.2.3', '10.0.0.0/8', true],
    ['fd00::1', 'fd00::/8', false],
    ['fd00::1', '10.0.0.0/8', true],
    ['10.1.2.3', '10.0.0.0/99', true],
    ['anything.test', '*', false],
    ['anything.test', '', true],
  ])('of %s with noProxy %j: %s', (host, entry, expected) => {
    const found = egressProxy(proxy({ noProxy: ['other.test', entry] }), host);
    expect(found !== undefined).toBe(expected);
  });

  it('is told the credentials of its config, if there are any', async () => {
    const about = 'resource:default/east';
    expect(await proxyCredentials(proxy(), about)).toBeUndefined();
    expect(
      await proxyCredentials(proxy({ username: 'u', password: 'p:w' }), about),
    ).toBe('u:p:w');
    for (const password of [
      {},
      { password: 'two\nlines' },
      { passwordFile: '/nowhere/at/all' },
    ]) {
      await expect(
        proxyCredentials(proxy({ username: 'u', ...password }), about),
      ).rejects.toMatchObject({ code: 'PROXY_CREDENTIALS_MISSING' });
    }
  });
});
