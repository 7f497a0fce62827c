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

import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type {
  EndpointType,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TwoSandboxes } from '../../__testUtils__/TwoSandboxes';
import type { ItemContext, ItemEngine, StepResult } from '../../types';
import { VolumeEngine } from '../VolumeEngine';

jest.setTimeout(120_000);

const GATEWAY_API = 'gateway.networking.k8s.io';
const kind = (version: string, name: string, plural: string) => ({
  group: GATEWAY_API,
  version,
  kind: name,
  plural,
  singular: name.toLowerCase(),
  namespaced: true,
  subresources: ['status'],
});

describe('endpoints on two sandbox clusters', () => {
  let two: TwoSandboxes;
  let count = 0;

  beforeAll(async () => {
    two = await TwoSandboxes.start({
      extraResources: [
        kind('v1', 'Gateway', 'gateways'),
        kind('v1alpha2', 'TLSRoute', 'tlsroutes'),
      ],
    });
    const source = await two.claim('data');
    writeFileSync(join(source, 'file'), 'content');
    two.west.apply({
      apiVersion: `${GATEWAY_API}/v1`,
      kind: 'Gateway',
      metadata: { name: 'public', namespace: 'default' },
      spec: {
        listeners: [
          {
            name: 'tls',
            protocol: 'TLS',
            port: 8443,
            hostname: '*.apps.west.test',
            tls: { mode: 'Passthrough' },
            allowedRoutes: { namespaces: { from: 'All' } },
          },
        ],
      },
    });
  });
  afterAll(async () => {
    await two?.stop();
  });

  /** An engine and an item of its own; `settings`: of the clusters' entries in the config. */
  function attempt(
    endpoint: EndpointType | undefined,
    options: { settings?: JsonObject; plan?: Partial<Plan['options']> } = {},
  ): { engine: ItemEngine; context: ItemContext; name: string } {
    count += 1;
    const itemId = `${String(count).repeat(8)}-bbbb-4000-8000-000000000000`;
    const plan = two.plan({
      volumes: [{ namespace: 'shop', name: 'data', targetName: `to-${count}` }],
      options: { endpoint, podStartTimeoutSeconds: 60, ...options.plan },
    });
    const services = TwoSandboxes.servicesOf(
      [two.east, two.west].map(({ name, url, caPem, token }) => ({
        name,
        url,
        caPem,
        token,
        settings: options.settings,
      })),
    );
    return {
      engine: new VolumeEngine({
        inventory: services.inventory,
        auth: mockServices.auth(),
        mover: { image: 'mover:test', imagePullSecrets: [] },
        windowMs: 500,
      }),
      context: two.context({ plan, itemId }),
      name: `dm-${itemId.slice(0, 8)}-1-endpoint`,
    };
  }

  async function untilWaiting(
    engine: ItemEngine,
    context: ItemContext,
    phase: string,
  ): Promise<StepResult> {
    return two.drive(
      engine,
      context,
      step => step.kind === 'continue' && step.phase === phase,
    );
  }

  async function untilSender(engine: ItemEngine, context: ItemContext) {
    const find = () =>
      two.east
        .list('v1', 'Pod', 'shop')
        .find(
          pod =>
            pod.metadata.labels?.['direct-migration.io/item'] ===
              context.itemId &&
            pod.metadata.labels['direct-migration.io/component'] === 'sender',
        );
    const stop = new AbortController();
    const watching = setInterval(() => find() && stop.abort(), 10);
    await two.drive(
      engine,
      { ...context, signal: stop.signal },
      () => find() !== undefined,
    );
    clearInterval(watching);
    return find()!;
  }

  it('waits for the address of a load balancer, and says what the cloud says', async () => {
    const { engine, context, name } = attempt('loadBalancer');
    const waiting = await untilWaiting(engine, context, 'waitingForEndpoint');
    expect(waiting).toMatchObject({
      waitingFor: `Service shop-new/${name} on west: nothing in the cluster has given it an address yet`,
    });
    const service = two.west.get('v1', 'Service', name, 'shop-new')!;
    expect(service.spec).toMatchObject({
      type: 'LoadBalancer',
      ports: [{ port: 443, targetPort: 'tls-11111111' }],
    });
    two.west.apply({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'cloud', namespace: 'shop-new' },
      involvedObject: { kind: 'Service', name, namespace: 'shop-new' },
      type: 'Warning',
      reason: 'SyncLoadBalancerFailed',
      message: 'quota of addresses exceeded',
      lastTimestamp: new Date().toISOString(),
    });
    expect(await engine.step(context)).toMatchObject({
      kind: 'continue',
      waitingFor: expect.stringContaining(
        'SyncLoadBalancerFailed: quota of addresses exceeded',
      ),
    });
    two.west.apply({
      ...service,
      metadata: { ...service.metadata, resourceVersion: undefined },
      status: { loadBalancer: { ingress: [{ ip: '127.0.0.9' }] } },
    });
    const sender = await untilSender(engine, context);
    expect(sender.spec.containers[0].args).toEqual(
      expect.arrayContaining(['--connect', '127.0.0.9:443']),
    );
    expect(await engine.cleanup(context)).toBe(true);
    expect(two.leftovers()).toEqual([]);
  });

  it('does not wait for a load balancer for ever', async () => {
    const { engine, context } = attempt('loadBalancer', {
      plan: { podStartTimeoutSeconds: 1 },
    });
    expect(await two.drive(engine, context)).toMatchObject({
      kind: 'failed',
      retryable: true,
      error: {
        code: 'LOAD_BALANCER_MISSING',
        message: expect.stringContaining('after 1 s'),
      },
    });
    expect(await engine.cleanup(context)).toBe(true);
  });

  it('attaches a TLSRoute to the Gateway that it finds', async () => {
    const { engine, context, name } = attempt(undefined);
    expect(
      await untilWaiting(engine, context, 'waitingForEndpoint'),
    ).toMatchObject({
      waitingFor: `TLSRoute shop-new/${name} on west: Gateway default/public has not accepted it`,
    });
    const route = () =>
      two.west.get(`${GATEWAY_API}/v1alpha2`, 'TLSRoute', name, 'shop-new')!;
    const judge = (status: string, rest: object = {}) =>
      two.west.apply({
        ...route(),
        metadata: { ...route().metadata, resourceVersion: undefined },
        status: {
          parents: [{ conditions: [{ type: 'Accepted', status, ...rest }] }],
        },
      });
    expect(route().spec).toMatchObject({
      parentRefs: [
        { namespace: 'default', name: 'public', sectionName: 'tls' },
      ],
      hostnames: [`${name}-shop-new.apps.west.test`],
    });
    judge('False', {
      reason: 'NotAllowedByListeners',
      message: 'the listener takes no such route',
    });
    expect(await engine.step(context)).toMatchObject({
      kind: 'failed',
      error: {
        code: 'TLS_ROUTE_NOT_ACCEPTED',
        message: expect.stringContaining(
          'NotAllowedByListeners: the listener takes no such route',
        ),
      },
    });
    judge('True');
    const sender = await untilSender(engine, context);
    const host = `${name}-shop-new.apps.west.test`;
    expect(sender.spec.containers[0].args).toEqual(
      expect.arrayContaining([
        '--connect',
        `${host}:8443`,
        '--server-name',
        host,
      ]),
    );
    expect(await engine.cleanup(context)).toBe(true);
    expect(two.leftovers()).toEqual([]);
    expect(
      two.west.list(`${GATEWAY_API}/v1alpha2`, 'TLSRoute', 'shop-new'),
    ).toEqual([]);
  });

  it('keeps the endpoint that an attempt began with', async () => {
    const { engine, context, name } = attempt(undefined);
    await untilWaiting(engine, context, 'waitingForEndpoint');
    const service = two.west.get('v1', 'Service', name, 'shop-new')!;
    expect(service.metadata.annotations).toEqual({
      'direct-migration.io/endpoint': 'gateway',
    });
    // What would come first by itself now is a load balancer, since one works, or an Ingress.
    two.west.apply({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'other', namespace: 'default' },
      spec: { type: 'LoadBalancer', ports: [{ port: 7070 }] },
      status: { loadBalancer: { ingress: [{ ip: '127.0.0.8' }] } },
    });
    const fresh = attempt(undefined).engine;
    expect(await fresh.step(context)).toMatchObject({
      kind: 'continue',
      waitingFor: expect.stringContaining('TLSRoute'),
    });
    expect(await fresh.cleanup(context)).toBe(true);
  });

  it('makes an Ingress that passes TLS through', async () => {
    two.west.apply({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: 'edge' },
      spec: { controller: 'k8s.io/ingress-nginx' },
    });
    const { engine, context, name } = attempt('ingress', {
      settings: { ingressDomain: 'apps.west.test' },
    });
    const sender = await untilSender(engine, context);
    const host = `${name}-shop-new.apps.west.test`;
    expect(
      two.west.get('networking.k8s.io/v1', 'Ingress', name, 'shop-new'),
    ).toMatchObject({
      metadata: {
        annotations: { 'nginx.ingress.kubernetes.io/ssl-passthrough': 'true' },
      },
      spec: { ingressClassName: 'edge', rules: [{ host }] },
    });
    expect(sender.spec.containers[0].args).toEqual(
      expect.arrayContaining([
        '--connect',
        `${host}:443`,
        '--server-name',
        host,
      ]),
    );
    expect(await engine.cleanup(context)).toBe(true);
    expect(two.leftovers()).toEqual([]);
  });

  it('opens namespaces that deny by default, tells the proxy only by a file, and removes all of it', async () => {
    const deny = (cluster: 'east' | 'west', namespace: string) =>
      two[cluster].apply({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'deny', namespace },
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      });
    deny('east', 'shop');
    deny('west', 'shop-new');
    const { engine, context } = attempt('nodePort', {
      settings: {
        egressProxy: {
          url: 'http://127.0.0.7:3128',
          username: 'mover',
          password: 'hunter2hunter2',
        },
      },
    });
    const sender = await untilSender(engine, context);
    expect(sender.spec.containers[0].args).toEqual(
      expect.arrayContaining([
        '--proxy',
        '127.0.0.7:3128',
        '--proxy-credentials',
        '/tls/proxy-credentials',
      ]),
    );
    expect(JSON.stringify(sender)).not.toContain('hunter2');
    const secrets = [two.east, two.west].flatMap(cluster =>
      cluster
        .list('v1', 'Secret')
        .filter(
          s =>
            s.metadata.labels?.['direct-migration.io/item'] === context.itemId,
        )
        .map(s => [cluster.name, s.data['proxy-credentials']]),
    );
    expect(secrets).toEqual([
      ['east', Buffer.from('mover:hunter2hunter2').toString('base64')],
      ['west', undefined],
    ]);
    const [out] = two.east
      .list('networking.k8s.io/v1', 'NetworkPolicy', 'shop')
      .filter(p => p.metadata.name !== 'deny');
    expect(out.spec).toMatchObject({
      policyTypes: ['Egress'],
      egress: [
        {},
        {
          to: [{ ipBlock: { cidr: '127.0.0.7/32' } }],
          ports: [{ port: 3128 }],
        },
      ],
    });
    const [into] = two.west
      .list('networking.k8s.io/v1', 'NetworkPolicy', 'shop-new')
      .filter(p => p.metadata.name !== 'deny');
    expect(into.spec).toMatchObject({
      policyTypes: ['Ingress'],
      ingress: [
        { ports: expect.arrayContaining([{ port: 8443, protocol: 'TCP' }]) },
      ],
    });
    expect(await engine.cleanup(context)).toBe(true);
    expect(two.leftovers()).toEqual([]);
    expect(
      two.east
        .list('networking.k8s.io/v1', 'NetworkPolicy')
        .map(p => p.metadata.name),
    ).toEqual(['deny']);
  });
});
