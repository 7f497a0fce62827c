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
import type { KnownCluster } from '../__testUtils__/knownClusters';
import { TestPortal } from '../__testUtils__/TestPortal';
import { TwoSandboxes } from '../engines/__testUtils__/TwoSandboxes';
import { ApiStub } from '../kubernetes/__testUtils__/ApiStub';

jest.setTimeout(60_000);

const KINDS = [
  ['v1', 'Namespace'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'Pod'],
  ['v1', 'Secret'],
  ['v1', 'Service'],
  ['v1', 'ConfigMap'],
  ['batch/v1', 'Job'],
];

interface Expected {
  code: string;
  status: number;
  field?: string;
  message?: RegExp;
  hint: RegExp;
}

describe('bad input: one clear error with its fix, and nothing left behind', () => {
  let two: TwoSandboxes;
  let expired: ApiStub;
  let portal: TestPortal;

  beforeAll(async () => {
    two = await TwoSandboxes.start({ registries: true });
    await two.claim('data');
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
    two.west.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'there' },
    });
    expired = await ApiStub.start({ validMs: -1_000 });
    const { url, caPem, token, registry } = two.west;
    const west: KnownCluster = { name: 'west', url, caPem, token, registry };
    two.west.addUser({ name: 'powerless', token: 'powerless', deny: [{}] });
    two.west.addUser({
      name: 'limited',
      token: 'limited',
      deny: [
        { resource: 'secrets' },
        { resource: 'persistentvolumeclaims', verb: 'get' },
      ],
    });
    two.west.addUser({
      name: 'classless',
      token: 'classless',
      deny: [{ resource: 'storageclasses' }],
    });
    portal = await TestPortal.start([
      two.east,
      west,
      { ...west, name: 'unreachable', url: 'https://127.0.0.1:9' },
      { ...west, name: 'wrong-token', token: 'nobody' },
      { ...west, name: 'wrong-ca', caPem: two.east.caPem },
      { ...west, name: 'expired', url: expired.url, caPem: expired.ca },
      { ...west, name: 'powerless', token: 'powerless' },
      { ...west, name: 'limited', token: 'limited' },
      { ...west, name: 'classless', token: 'classless' },
      { ...west, name: 'without-credentials', token: undefined },
      { ...west, name: 'private', url: 'https://10.0.0.1' },
    ]);
  });

  afterAll(async () => {
    await portal?.stop();
    await expired?.stop();
    await two?.stop();
  });

  const cluster = (name: string) => `resource:default/${name}`;
  const base: PlanInput = {
    name: 'bad',
    sourceCluster: cluster('east'),
    targetCluster: cluster('west'),
    namespaces: [{ source: 'shop', target: 'shop-new' }],
    volumes: [{ namespace: 'shop', name: 'data' }],
  };
  const volume = (name: string, rest: object = {}) => ({
    volumes: [{ namespace: 'shop', name, ...rest }],
  });
  const everything = () =>
    [two.east, two.west]
      .flatMap(sandbox =>
        KINDS.flatMap(([apiVersion, kind]) =>
          sandbox
            .list(apiVersion, kind)
            .map(({ metadata: { namespace, name } }) =>
              [sandbox.name, kind, namespace, name].join('/'),
            ),
        ),
      )
      .sort();

  it.each<[string, Partial<PlanInput>, Expected]>([
    [
      'an unknown cluster',
      { targetCluster: cluster('nowhere') },
      {
        code: 'CLUSTER_UNKNOWN',
        status: 400,
        field: 'targetCluster',
        hint: /kubernetes-cluster/,
      },
    ],
    [
      'the same source and target',
      {
        targetCluster: cluster('east'),
        namespaces: [{ source: 'shop', target: 'shop' }],
      },
      {
        code: 'SAME_SOURCE_AND_TARGET',
        status: 400,
        field: 'namespaces[0].target',
        hint: /another target/,
      },
    ],
    [
      'images inside one cluster',
      {
        targetCluster: cluster('east'),
        images: [{ repository: 'shop/web' }],
      },
      {
        code: 'SAME_SOURCE_AND_TARGET',
        status: 400,
        field: 'targetCluster',
        hint: /another target cluster/,
      },
    ],
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
      'an unreachable cluster',
      { targetCluster: cluster('unreachable') },
      {
        code: 'CLUSTER_UNREACHABLE',
        status: 400,
        field: 'targetCluster',
        message: /unreachable cannot be reached/,
        hint: /firewalls/,
      },
    ],
    [
      'a wrong token',
      { targetCluster: cluster('wrong-token') },
      {
        code: 'CLUSTER_UNAUTHORIZED',
        status: 400,
        field: 'targetCluster',
        message: /does not accept the credentials/,
        hint: /Configure a new one/,
      },
    ],
    [
      'an expired certificate',
      { sourceCluster: cluster('expired') },
      {
        code: 'CLUSTER_TLS',
        status: 400,
        field: 'sourceCluster',
        message: /certificate has expired/,
        hint: /Renew/,
      },
    ],
    [
      'a certificate of an unknown CA',
      { targetCluster: cluster('wrong-ca') },
      {
        code: 'CLUSTER_TLS',
        status: 400,
        field: 'targetCluster',
        message: /not trusted/,
        hint: /caFile/,
      },
    ],
    [
      'no permission in the cluster',
      { targetCluster: cluster('powerless') },
      {
        code: 'CLUSTER_FORBIDDEN',
        status: 409,
        message:
          /may not get, list, watch, create, delete pods; get, list, create, delete secrets;/,
        hint: /Add to a Role in namespace shop-new: .*verbs: \["get", "list", "create", "delete"\]/,
      },
    ],
    [
      'a missing permission in the cluster',
      {
        targetCluster: cluster('limited'),
        namespaces: [{ source: 'shop', target: 'there' }],
      },
      {
        code: 'CLUSTER_FORBIDDEN',
        status: 409,
        message:
          /^limited\/there: The credentials .* may not get, list, create, delete secrets; get persistentvolumeclaims$/,
        hint: /^Add to a Role in namespace there: /,
      },
    ],
    [
      'storage classes that may not be listed',
      { targetCluster: cluster('classless') },
      {
        code: 'CLUSTER_FORBIDDEN',
        status: 409,
        message:
          /^classless: The credentials for cluster classless may not list storageclasses$/,
        hint: /^Add to a ClusterRole: .*"storage.k8s.io"/,
      },
    ],
    [
      'no credentials',
      { targetCluster: cluster('without-credentials') },
      {
        code: 'CLUSTER_CREDENTIALS_MISSING',
        status: 400,
        field: 'targetCluster',
        hint: /tokenFile/,
      },
    ],
    [
      'an address that is not allowed',
      { targetCluster: cluster('private') },
      {
        code: 'CLUSTER_URL_REFUSED',
        status: 400,
        field: 'targetCluster',
        message: /10\.0\.0\.1 is not a public address/,
        hint: /dangerouslyAllowClusterUrls/,
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
      'an image repository that does not exist',
      { volumes: [], images: [{ repository: 'shop/nothing' }] },
      {
        code: 'IMAGE_NOT_FOUND',
        status: 400,
        field: 'images[0].repository',
        hint: /Check the name/,
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
    [
      'two different mistakes',
      {
        targetCluster: cluster('unreachable'),
        ...volume('nothing'),
      },
      {
        code: 'PREFLIGHT_BLOCKED',
        status: 400,
        message: /2 reasons: .*cannot be reached.*nothing/,
        hint: /firewalls.* · Check the name/,
      },
    ],
  ])('%s', async (_what, change, { status, message, hint, ...expected }) => {
    const before = everything();
    const plan = await portal.post('/plans', { ...base, ...change });
    const answer =
      plan.status === 201
        ? await portal.post('/migrations', {
            planId: plan.body.id,
            type: 'stage',
          })
        : plan;
    expect({ status: answer.status, error: answer.body.error }).toEqual({
      status,
      error: {
        name: expect.any(String),
        ...expected,
        message: expect.stringMatching(message ?? /.{20}/),
        hint: expect.stringMatching(hint),
      },
    });
    expect((await portal.get('/migrations')).body.items).toEqual([]);
    expect(everything()).toEqual(before);
  });
});
