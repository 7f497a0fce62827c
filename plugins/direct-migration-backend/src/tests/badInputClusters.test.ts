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
  cluster,
  type Expected,
} from '../__testUtils__/BadInput';
import type { KnownCluster } from '../__testUtils__/knownClusters';
import { ApiStub } from '../kubernetes/__testUtils__/ApiStub';

jest.setTimeout(60_000);

describe('bad input about clusters: one clear error with its fix, and nothing left behind', () => {
  let bad: BadInput;
  let expired: ApiStub;

  beforeAll(async () => {
    bad = await BadInput.start(
      { volumes: [{ namespace: 'shop', name: 'data' }] },
      async two => {
        two.west.apply({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'there' },
        });
        expired = await ApiStub.start({ validMs: -1_000 });
        const { url, caPem, token, registry } = two.west;
        const west: KnownCluster = {
          name: 'west',
          url,
          caPem,
          token,
          registry,
        };
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

        return [
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
        ];
      },
    );
  });

  afterAll(async () => {
    await bad?.stop();
    await expired?.stop();
  });

  const volume = (name: string, rest: object = {}) => ({
    volumes: [{ namespace: 'shop', name, ...rest }],
  });

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
        field: 'volumes[0].targetName',
        hint: /another target/,
      },
    ],
    [
      'an image onto itself, inside one cluster',
      {
        targetCluster: cluster('east'),
        volumes: [],
        images: [{ repository: 'shop/web', targetRepository: 'shop/web' }],
      },
      {
        code: 'SAME_SOURCE_AND_TARGET',
        status: 400,
        field: 'images[0]',
        hint: /another target cluster/,
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
  ])('%s', async (_what, change, expected) => {
    expect(await bad.refusal(change)).toEqual(refusedWith(expected));
  });
});
