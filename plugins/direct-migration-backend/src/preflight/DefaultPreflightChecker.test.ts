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

describe('preflight, inventory and inspector on two sandbox clusters', () => {
  let two: TwoSandboxes;
  const credentials = {} as never;

  beforeAll(async () => {
    two = await TwoSandboxes.start();
    await two.claim('data');
  });
  afterEach(async () => {
    await Promise.all([two.east.faults.clear(), two.west.faults.clear()]);
  });
  afterAll(async () => {
    await two?.stop();
  });

  const check = (plan: Plan) =>
    two.services.preflight.check(plan, { credentials });

  it('finds nothing to complain about in a good plan, and changes nothing', async () => {
    const before = two.west.list('v1', 'Namespace').length;
    const { blocked, checks } = await check(two.plan({ options: {} }));
    expect(checks.filter(c => c.level !== 'info')).toEqual([]);
    expect(blocked).toBe(false);
    expect(checks.map(c => c.id)).toEqual([
      'cluster.reachable',
      'cluster.reachable',
      'namespace.willBeCreated',
      'endpoint.chosen',
      'volume.willBeCreated',
    ]);
    expect(checks[3].message).toContain(
      'nodePort. Not chosen: clusterIP (source and target are different clusters), route (the cluster does not serve Routes of OpenShift), gateway (',
    );
    expect(two.west.list('v1', 'Namespace')).toHaveLength(before);
  });

  it.each<[string, string | undefined, Partial<Plan>]>([
    [
      'plan.sameCluster',
      'volumes[0].targetName',
      {
        targetCluster: 'resource:default/EAST',
        namespaces: [{ source: 'shop', target: 'shop' }],
      },
    ],
    [
      'plan.sameCluster',
      'images[0]',
      {
        targetCluster: 'resource:default/EAST',
        volumes: [],
        images: [{ repository: 'shop/web', targetRepository: 'shop/web' }],
      },
    ],
    [
      'cluster.unknown',
      'targetCluster',
      { targetCluster: 'resource:default/nowhere' },
    ],
    [
      'cluster.unknown',
      'sourceCluster',
      { sourceCluster: 'component:default/east' },
    ],
    ['cluster.unknown', 'targetCluster', { targetCluster: ':::' }],
    [
      'namespace.notFound',
      'namespaces[0].source',
      { namespaces: [{ source: 'no', target: 'x' }], volumes: [] },
    ],
    [
      'volume.notFound',
      'volumes[0].name',
      { volumes: [{ namespace: 'shop', name: 'no' }] },
    ],
    [
      'storageClass.notFound',
      'volumes[0].storageClass',
      { volumes: [{ namespace: 'shop', name: 'data', storageClass: 'no' }] },
    ],
    [
      'capacity.tooSmall',
      'volumes[0].capacity',
      { volumes: [{ namespace: 'shop', name: 'data', capacity: '1Ki' }] },
    ],
    [
      'volume.targetTwice',
      'volumes[1].name',
      {
        volumes: [
          { namespace: 'shop', name: 'data' },
          { namespace: 'shop', name: 'data' },
        ],
      },
    ],
    [
      'endpoint.unsupported',
      'options.endpoint',
      { options: { endpoint: 'gateway' } },
    ],
    [
      'registry.missing',
      'sourceCluster',
      { images: [{ repository: 'shop/web' }] },
    ],
  ])('blocks with %s at %s', async (id, field, overrides) => {
    const { blocked, checks } = await check(two.plan(overrides));
    expect(blocked).toBe(true);
    expect(checks).toContainEqual({
      id,
      field,
      level: 'block',
      subject: expect.any(String),
      message: expect.any(String),
      fix: expect.any(String),
    });
  });

  it('says which permission is missing and the rule to add', async () => {
    const payload = Buffer.from(
      JSON.stringify({ exp: Math.floor(Date.now() / 1000) + 600 }),
    ).toString('base64url');
    const token = `e30.${payload}.signature`;
    two.west.addUser({
      name: 'limited',
      token,
      deny: [{ verb: 'create', resource: 'secrets' }],
    });
    const { name, url, caPem } = two.west;
    const limited = TwoSandboxes.servicesOf([
      two.east,
      { name, url, caPem, token },
    ]);
    const { blocked, checks } = await limited.preflight.check(two.plan(), {
      credentials,
    });
    expect(blocked).toBe(true);
    expect(checks).toContainEqual({
      id: 'permission.missing',
      level: 'block',
      subject: 'west/shop-new',
      message: expect.stringContaining('may not create secrets'),
      fix: 'Add to a Role in namespace shop-new: {apiGroups: [""], resources: ["secrets"], verbs: ["create"]}',
    });
    expect(checks).toContainEqual(
      expect.objectContaining({
        id: 'cluster.credentialsExpire',
        level: 'warn',
        subject: 'west',
      }),
    );
  });

  it('says once that a cluster forbids or fails, and lists every missing rule in the same order each time', async () => {
    two.west.addUser({ name: 'powerless', token: 'powerless', deny: [{}] });
    two.west.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'there' },
    });
    const plan = two.plan({
      namespaces: [{ source: 'shop', target: 'there' }],
      options: {},
      volumes: [
        { namespace: 'shop', name: 'data' },
        { namespace: 'shop', name: 'data', targetName: 'again' },
      ],
    });
    const { name, url, caPem } = two.west;
    const powerless = { name, url, caPem, token: 'powerless' };
    const blocks = async () =>
      (
        await TwoSandboxes.servicesOf([two.east, powerless]).preflight.check(
          plan,
          { credentials },
        )
      ).checks.filter(found => found.level === 'block');
    // The answers to so many questions come in another order each time.
    two.west.faults.delayRequests({ match: { verb: 'create' }, ms: 5 });
    const expected = [
      {
        id: 'permission.missing',
        level: 'block',
        subject: 'west/there',
        message:
          'The credentials for namespace there of cluster west may not get, list, watch, create, delete pods; get, list, create, delete secrets; get, create, patch persistentvolumeclaims; get, list, create, delete services',
        fix: expect.stringContaining(
          '{apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: ["get", "create", "patch"]}',
        ),
      },
      {
        id: 'permission.missing',
        level: 'block',
        subject: 'west',
        message: 'The credentials for cluster west may not list storageclasses',
        fix: expect.stringContaining('ClusterRole'),
      },
    ];
    expect(await blocks()).toEqual(expected);
    expect(await blocks()).toEqual(expected);
    await two.west.faults.clear();

    // Lost in the middle, after the first questions were answered.
    two.west.faults.failRequests({
      match: { resource: 'selfsubjectaccessreviews' },
      status: 503,
      times: 1_000,
    });
    two.west.faults.failRequests({
      match: { resource: 'persistentvolumeclaims' },
      status: 503,
      times: 1_000,
    });
    const lost = await two.services.preflight.check(plan, { credentials });
    expect(lost.checks.filter(found => found.level === 'block')).toEqual([
      expect.objectContaining({
        id: 'cluster.error',
        subject: 'west',
        field: 'targetCluster',
      }),
    ]);
  });

  it('shows a cluster that fails as a problem of that cluster only', async () => {
    two.west.faults.unreachable(true);
    const fresh = await TwoSandboxes.servicesOf([two.east, two.west]);
    const clusters = await fresh.inventory.list({ credentials });
    expect(clusters).toMatchObject([
      {
        entityRef: 'resource:default/east',
        usable: true,
        problems: [],
        capabilities: { openshift: false },
      },
      {
        entityRef: 'resource:default/west',
        usable: false,
        problems: [{ code: 'CLUSTER_UNREACHABLE' }],
      },
    ]);
    await two.west.faults.clear();
    two.east.faults.revokeToken();
    const { checks } = await (
      await TwoSandboxes.servicesOf([two.east, two.west])
    ).preflight.check(two.plan(), { credentials });
    expect(checks[0]).toMatchObject({
      id: 'cluster.unauthorized',
      level: 'block',
      field: 'sourceCluster',
    });
  });

  it('lists volumes and images with the reason where they cannot be migrated', async () => {
    for (const [name, spec] of [
      ['unbound', { storageClassName: 'local-wait' }],
      ['block', { volumeMode: 'Block' }],
    ] as const) {
      two.east.apply({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name, namespace: 'shop' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
          ...spec,
        },
      });
    }
    const { inventory, inspector } = two.services;
    const east = await inventory.connect('resource:default/east', {
      credentials,
    });
    expect(await inspector.volumes(east, 'shop')).toMatchObject([
      { name: 'block', supported: false },
      {
        name: 'data',
        supported: true,
        phase: 'Bound',
        capacity: '1Gi',
        usedBy: [],
      },
      {
        name: 'unbound',
        supported: false,
        reason: expect.stringContaining('not Bound'),
      },
    ]);
    expect((await inspector.namespaces(east)).map(n => n.name)).toContain(
      'shop',
    );
    await expect(inspector.volumes(east, 'nowhere')).rejects.toMatchObject({
      code: 'NAMESPACE_NOT_FOUND',
    });

    const digest = `sha256:${'a'.repeat(64)}`;
    const container = (name: string, image: string) => ({ name, image });
    two.east.apply({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: {
            initContainers: [
              container('a', `registry.east.test:5000/shop/init@${digest}`),
            ],
            containers: [
              container('b', 'registry.east.test:5000/shop/web:1.0'),
              container('c', 'docker.io/library/nginx:1'),
            ],
          },
        },
      },
    });
    const registry = async () =>
      ({ hosts: ['registry.east.test:5000'] } as never);
    expect(await inspector.images({ ...east, registry }, 'shop')).toMatchObject(
      [
        { repository: 'docker.io/library/nginx', supported: false },
        {
          repository: 'shop/init',
          tags: [],
          usedBy: ['Deployment/web'],
          supported: true,
        },
        {
          repository: 'shop/web',
          tags: ['1.0'],
          usedBy: ['Deployment/web'],
          supported: true,
        },
      ],
    );
  });
});
