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

import type { ClusterNetwork } from '../../../clusters/ClusterNetwork';
import { podLabels } from '../../common/labels';
import { buildReceiverService } from './buildReceiverService';
import { chooseEndpoint } from './chooseEndpoint';
import type { EndpointSituation } from './EndpointStrategy';
import { buildTlsRoute } from './gatewayEndpoint';
import { hostLabel, needsHash } from './hostLabel';
import { buildIngress } from './ingressEndpoint';
import { buildRoute } from './routeEndpoint';

const item = {
  itemId: '12345678-bbbb-4000-8000-000000000000',
  migrationId: 'migration',
  attempt: 2,
  plan: { id: 'plan' },
};
const owner = { apiVersion: 'v1', kind: 'Service', name: 's', uid: 'u' };
const listener = {
  namespace: 'edge',
  gateway: 'public',
  listener: 'tls',
  hostname: '*.apps.example.com',
  port: 8443,
  everyNamespace: true,
};
const nginx = {
  name: 'nginx',
  controller: 'k8s.io/ingress-nginx',
  isDefault: true,
};
const everything: ClusterNetwork = {
  routes: true,
  ingressClasses: [nginx],
  tlsRouteVersion: 'v1alpha2',
  listeners: [listener],
  loadBalancer: true,
};
const nothing: ClusterNetwork = {
  routes: false,
  ingressClasses: [],
  listeners: [],
  loadBalancer: false,
};

function choose(
  network: Partial<ClusterNetwork>,
  options: Partial<EndpointSituation> & {
    asked?: Parameters<typeof chooseEndpoint>[0]['asked'];
  } = {},
) {
  const { asked, ...situation } = options;
  const { strategy, declined } = chooseEndpoint({
    situation: {
      network: { ...nothing, ...network },
      settings: {},
      sameCluster: false,
      ...situation,
    },
    asked,
    cluster: 'west',
  });
  return { type: strategy.type, declined };
}

describe('the choice of an endpoint', () => {
  const settings = { ingressDomain: 'apps.test' };

  it('follows its order, and says why the others are not taken', () => {
    const all = { settings, sameCluster: true };
    expect(choose(everything, all).type).toBe('clusterIP');
    expect(choose(everything, { settings }).type).toBe('route');
    expect(choose({ ...everything, routes: false }, { settings }).type).toBe(
      'gateway',
    );
    expect(
      choose(
        { ...everything, routes: false, tlsRouteVersion: undefined },
        { settings },
      ).type,
    ).toBe('ingress');
    expect(choose({ loadBalancer: true }).type).toBe('loadBalancer');
    expect(choose({})).toEqual({
      type: 'nodePort',
      declined: [
        {
          type: 'clusterIP',
          reason: 'source and target are different clusters',
        },
        {
          type: 'route',
          reason: 'the cluster does not serve Routes of OpenShift',
        },
        {
          type: 'gateway',
          reason:
            'the cluster does not serve TLSRoutes (gateway.networking.k8s.io)',
        },
        { type: 'ingress', reason: 'the cluster has no IngressClass' },
        {
          type: 'loadBalancer',
          reason: expect.stringContaining('the plan can ask for it'),
        },
      ],
    });
    expect(choose(everything).declined.slice(1)).toEqual([
      { type: 'gateway', reason: 'route comes first' },
      {
        type: 'ingress',
        reason: 'ingressDomain of the cluster is not configured',
      },
      { type: 'loadBalancer', reason: 'route comes first' },
      { type: 'nodePort', reason: 'route comes first' },
    ]);
  });

  it('does what the plan asks for, where that may work', () => {
    expect(choose(everything, { asked: 'nodePort' })).toMatchObject({
      type: 'nodePort',
      declined: expect.arrayContaining([
        { type: 'route', reason: 'the plan asks for nodePort' },
      ]),
    });
    expect(choose({}, { asked: 'loadBalancer' }).type).toBe('loadBalancer');
    expect(() => choose({}, { asked: 'clusterIP' })).toThrow(
      expect.objectContaining({
        code: 'ENDPOINT_UNSUPPORTED',
        message:
          'The endpoint clusterIP is not possible on west: source and target are different clusters',
        hint: "Set the plan's options.endpoint to loadBalancer or nodePort, or leave it out.",
      }),
    );
  });

  it.each<[string, Partial<ClusterNetwork>, EndpointSituation['settings']]>([
    ['ingressDomain', { ingressClasses: [nginx] }, {}],
    [
      'no IngressClass other',
      { ingressClasses: [nginx] },
      { ...settings, ingressClass: 'other' },
    ],
    [
      'none of the IngressClasses a, b is the default',
      {
        ingressClasses: [
          { ...nginx, name: 'a', isDefault: false },
          { ...nginx, name: 'b', isDefault: false },
        ],
      },
      settings,
    ],
    [
      'traefik.io/ingress-controller',
      {
        ingressClasses: [
          { ...nginx, controller: 'traefik.io/ingress-controller' },
        ],
      },
      settings,
    ],
  ])('declines an Ingress: %s', (reason, network, given) => {
    const { declined } = choose(network, { settings: given });
    expect(declined.find(d => d.type === 'ingress')?.reason).toContain(reason);
  });

  it.each<[string, Partial<ClusterNetwork>, EndpointSituation['settings']]>([
    ['no Gateway has a listener', { listeners: [] }, {}],
    [
      'takes routes of every namespace',
      { listeners: [{ ...listener, everyNamespace: false }] },
      {},
    ],
    [
      'no wildcard host name',
      { listeners: [{ ...listener, hostname: 'one.example.com' }] },
      settings,
    ],
    [
      'no wildcard host name',
      { listeners: [{ ...listener, hostname: undefined }] },
      {},
    ],
    [
      'edge/other, which is configured, has no listener',
      {},
      { gateway: { namespace: 'edge', name: 'other' } },
    ],
  ])('declines a Gateway: %s', (reason, network, given) => {
    const { declined } = choose(
      { ...everything, routes: false, ...network },
      { settings: given },
    );
    expect(declined.find(d => d.type === 'gateway')?.reason).toContain(reason);
  });

  it('takes the Gateway that is configured, though it does not say that it takes every namespace', () => {
    const network = {
      ...everything,
      routes: false,
      listeners: [{ ...listener, everyNamespace: false }],
    };
    const gateway = { namespace: 'edge', name: 'public' };
    expect(choose(network, { settings: { gateway } }).type).toBe('gateway');
  });
});

describe('the objects of an endpoint', () => {
  it('reach the receiver of this attempt only', () => {
    const service = buildReceiverService({
      item,
      namespace: 'shop',
      endpoint: 'loadBalancer',
      type: 'LoadBalancer',
      port: 443,
    });
    expect(service.spec).toEqual({
      type: 'LoadBalancer',
      publishNotReadyAddresses: true,
      selector: {
        'app.kubernetes.io/managed-by': 'direct-migration',
        [`direct-migration.io/item-${item.itemId}`]: '2',
        'direct-migration.io/component': 'receiver',
      },
      ports: [
        {
          name: 'tls',
          port: 443,
          targetPort: 'tls-12345678',
          protocol: 'TCP',
        },
      ],
    });
    expect(podLabels(item, 'receiver')).toMatchObject(service.spec!.selector!);
  });

  it('pass TLS through', () => {
    const common = { item, namespace: 'shop', owner };
    const name = 'dm-12345678-2-endpoint';
    expect(buildRoute(common).spec).toEqual({
      to: { kind: 'Service', name },
      port: { targetPort: 'tls' },
      tls: {
        termination: 'passthrough',
        insecureEdgeTerminationPolicy: 'None',
      },
    });
    const ingress = buildIngress({
      ...common,
      host: 'a.apps.test',
      ingressClass: {
        name: 'edge',
        controller: 'haproxy.org/ingress-controller/edge',
        isDefault: false,
      },
    });
    expect(ingress.metadata).toMatchObject({
      annotations: { 'haproxy.org/ssl-passthrough': 'true' },
      ownerReferences: [owner],
    });
    expect(ingress.spec).toEqual({
      ingressClassName: 'edge',
      rules: [
        {
          host: 'a.apps.test',
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name, port: { name: 'tls' } } },
              },
            ],
          },
        },
      ],
    });
    expect(
      buildTlsRoute({ ...common, host: 'a.apps.test', listener }).spec,
    ).toEqual({
      parentRefs: [{ namespace: 'edge', name: 'public', sectionName: 'tls' }],
      hostnames: ['a.apps.test'],
      rules: [{ backendRefs: [{ name, port: 8443 }] }],
    });
  });

  it('have host names that DNS allows, the same each time', () => {
    expect(hostLabel(item, 'shop')).toBe('dm-12345678-2-endpoint-shop');
    expect(needsHash(item, 'n'.repeat(40))).toBe(false);
    expect(needsHash(item, 'n'.repeat(41))).toBe(true);
    const long = 'n'.repeat(62);
    const label = hostLabel(item, `${long}a`);
    expect(label).toBe('dm-12345678-2-endpoint-c08d39ed3da2d8d7');
    expect(label.length).toBeLessThanOrEqual(63);
    expect(hostLabel(item, `${long}a`)).toBe(label);
    expect(hostLabel(item, `${long}b`)).not.toBe(label);
    expect(hostLabel({ ...item, attempt: 3 }, `${long}a`)).not.toBe(label);
  });
});
