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

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  acceptTlsRoute,
  createGateway,
  installGatewayApi,
} from './lib/gatewayApi.mjs';
import { appsDomain, giveLoadBalancer } from './lib/routers.mjs';
import { startForwarder, startProxy } from './lib/relays.mjs';
import {
  createScenario,
  createVolume,
  fillVolume,
  manifestOf,
  uniqueName,
} from './lib/scenario.mjs';

const MANAGED = 'app.kubernetes.io/managed-by=direct-migration';
/** Of test/clusters: only there are kinds added, and is it known what the names of its domain lead to. */
const launcher = process.env.CLUSTERS_COMMAND;
/** Below those of Services, and another one in each run. */
const GATEWAY_PORT = 20_000 + Math.floor(Math.random() * 9_000);
const PROXY = { port: 3128, credentials: 'mover:p w;#"\\\u00e9' };

describe('volumes through every endpoint that the clusters have', () => {
  const namespace = uniqueName('ways');
  // With our own part the name of the host would exceed 63 characters.
  const long = `${uniqueName('long')}-${'n'.repeat(40)}`;
  const planIds = [];
  let count = 0;
  let scenario;
  let source;
  let domain;

  before(async () => {
    scenario = await createScenario({
      clusters: async (known, [east, west]) => {
        await createVolume(east, namespace);
        const address = await startProxy(east, {
          ...PROXY,
          namespace,
          name: 'proxy',
        });
        domain = await appsDomain(west, namespace);
        if (launcher) {
          await installGatewayApi(west);
          await createGateway(west, { namespace, port: GATEWAY_PORT, domain });
        }
        const [username, password] = PROXY.credentials.split(/:(.*)/);
        return [
          known[0],
          {
            ...known[1],
            settings: {
              routeDomain: domain,
              ingressDomain: domain,
              ...(launcher && { gateway: { namespace, name: 'public' } }),
            },
          },
          {
            ...known[0],
            entityName: 'east-behind-proxy',
            settings: {
              egressProxy: {
                url: `http://${address}:${PROXY.port}`,
                username,
                password,
              },
            },
          },
        ];
      },
    });
    await fillVolume(scenario.east, namespace, { files: 100, mebibytes: 12 });
    source = await manifestOf(scenario.east, namespace);
  });

  after(async () => {
    const { portal, east, west } = scenario ?? {};
    await portal?.stop();
    await east?.deleteNamespace(namespace);
    for (const name of [namespace, long]) await west?.deleteNamespace(name);
  });

  /** Runs a plan to its end; `during` is called until it returns something. */
  async function migrate({
    during,
    probe = false,
    target = namespace,
    options,
    ...plan
  }) {
    const { portal } = scenario;
    const targetName = `to-${count}`;
    count += 1;
    const { id } = await portal.call('POST', '/plans', {
      name: `way ${targetName}`,
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: namespace, target }],
      volumes: [{ namespace, name: 'data', targetName }],
      // Slow enough that what leads to the receiver is seen.
      options: {
        bandwidthLimit: 3 * 2 ** 20,
        volumes: { compression: 'off' },
        ...options,
      },
      ...plan,
    });
    planIds.push([id, target, targetName]);
    const preflight = await portal.call(
      'POST',
      `/plans/${id}/preflight?probe=${probe}`,
    );
    assert.equal(preflight.blocked, false, JSON.stringify(preflight));
    if (probe)
      assert.match(
        preflight.checks.find(c => c.id === 'probe.succeeded').message,
        /TLS is as it should be, and 8 MiB went at [0-9.]+ MiB/,
      );
    const migration = await portal.call('POST', '/migrations', {
      planId: id,
      type: 'stage',
    });
    let seen;
    let looking;
    const look = async () => {
      seen = await during(id);
      looking = undefined;
    };
    const done = await portal.finished(migration.id, {
      onProgress: () => {
        if (!seen) looking ??= look();
      },
    });
    await looking;
    assert.equal(done.state, 'succeeded', JSON.stringify(done.items));
    return { seen, preflight };
  }

  const objects = async (cluster, kind, target, id) =>
    JSON.parse(
      await cluster.kubectl([
        'get',
        kind,
        '-n',
        target,
        '-l',
        `${MANAGED},direct-migration.io/plan=${id}`,
        '-o',
        'json',
      ]),
    ).items;

  describe('all at once', { concurrency: true }, () => {
    it('takes a Route by itself, and says why not the others', async () => {
      const { west } = scenario;
      const { seen, preflight } = await migrate({
        probe: true,
        during: async id =>
          (
            await objects(west, 'routes.route.openshift.io', namespace, id)
          )[0],
      });
      assert.equal(seen.spec.tls.termination, 'passthrough');
      const { message } = preflight.checks.find(
        c => c.id === 'endpoint.chosen',
      );
      assert.match(message, /through the endpoint route/);
      for (const type of [
        'clusterIP',
        'gateway',
        'ingress',
        'loadBalancer',
        'nodePort',
      ])
        assert.match(message, new RegExp(`${type} \\(`));
    });

    it('takes a Route of a hashed host where the namespace has a long name', async () => {
      const { seen } = await migrate({
        target: long,
        options: { endpoint: 'route' },
        during: async id =>
          (
            await objects(scenario.west, 'routes.route.openshift.io', long, id)
          )[0],
      });
      const [label, ...rest] = seen.spec.host.split('.');
      assert.ok(label.length <= 63);
      assert.ok(`${seen.metadata.name}-${long}`.length > 63);
      assert.equal(rest.join('.'), domain);
    });

    it('takes an Ingress that passes TLS through', async () => {
      const { seen } = await migrate({
        options: { endpoint: 'ingress' },
        during: async id =>
          (
            await objects(
              scenario.west,
              'ingresses.networking.k8s.io',
              namespace,
              id,
            )
          )[0],
      });
      assert.ok(seen.spec.rules[0].host.endsWith(domain));
      assert.equal(
        Object.keys(seen.metadata.annotations).find(key =>
          key.endsWith('/ssl-passthrough'),
        ),
        'nginx.ingress.kubernetes.io/ssl-passthrough',
      );
    });

    if (launcher) {
      it('takes a TLSRoute once its Gateway has accepted it', async () => {
        const { west } = scenario;
        const { seen } = await migrate({
          options: { endpoint: 'gateway' },
          during: async id => {
            const kind = 'tlsroutes.gateway.networking.k8s.io';
            const [route] = await objects(west, kind, namespace, id);
            if (!route) return undefined;
            const [service] = await objects(west, 'services', namespace, id);
            const [{ backendRefs }] = route.spec.rules;
            assert.equal(backendRefs[0].name, service.metadata.name);
            await startForwarder(west, {
              namespace,
              name: 'gateway',
              port: GATEWAY_PORT,
              hostNetwork: true,
              host: service.spec.clusterIP,
              target: backendRefs[0].port,
            });
            await acceptTlsRoute(west, route);
            return route;
          },
        });
        assert.deepEqual(seen.spec.parentRefs, [
          { namespace, name: 'public', sectionName: 'tls' },
        ]);
        assert.ok(seen.spec.hostnames[0].endsWith(`.${domain}`));
        // It goes with the Service of the attempt.
        await west.until(
          'the TLSRoute to be gone',
          async () =>
            !(await west.getOrUndefined(
              'tlsroutes.gateway.networking.k8s.io',
              seen.metadata.name,
              namespace,
            )),
        );
      });
    }

    it('takes a load balancer once it has an address', async () => {
      const { east, west } = scenario;
      const give = async id => {
        const [service] = await objects(west, 'services', namespace, id);
        return (
          service &&
          giveLoadBalancer({ from: east, to: west, namespace, service })
        );
      };
      const { seen } = await migrate({
        options: { endpoint: 'loadBalancer' },
        during: give,
      });
      assert.equal(seen.spec.type, 'LoadBalancer');
      assert.equal(seen.spec.ports[0].port, 443);
    });

    it('takes a node port through a proxy, where both namespaces deny by default', async () => {
      const { east, west, portal } = scenario;
      // The network of these clusters may not enforce policies: what is shown is that they are made and removed.
      for (const cluster of [east, west])
        await cluster.apply({
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'deny-all', namespace },
          spec: {
            podSelector: {
              matchLabels: {
                'app.kubernetes.io/managed-by': 'direct-migration',
              },
            },
            policyTypes: ['Ingress', 'Egress'],
          },
        });
      const { seen } = await migrate({
        probe: true,
        sourceCluster: 'resource:default/east-behind-proxy',
        options: { endpoint: 'nodePort' },
        during: async id => {
          const kind = 'networkpolicies.networking.k8s.io';
          const [out] = await objects(east, kind, namespace, id);
          const [into] = await objects(west, kind, namespace, id);
          const sender = (await objects(east, 'pods', namespace, id)).find(
            pod =>
              pod.metadata.labels['direct-migration.io/component'] === 'sender',
          );
          return out && into && sender && { out, into, sender };
        },
      });
      for (const cluster of [east, west])
        await cluster.kubectl([
          'delete',
          'networkpolicy',
          'deny-all',
          '-n',
          namespace,
        ]);
      assert.deepEqual(
        [seen.out.spec.policyTypes, seen.into.spec.policyTypes],
        [['Egress'], ['Ingress']],
      );
      const args = seen.sender.spec.containers[0].args;
      const target = args[args.indexOf('--connect') + 1];
      const log = await east.kubectl(['logs', 'proxy', '-n', namespace]);
      assert.ok(log.includes(`connected ${target}`), log);
      assert.ok(!log.includes('refused'), log);
      const [, password] = PROXY.credentials.split(/:(.*)/);
      const places = {
        log: portal.log(),
        database: portal.databaseBytes(),
        pod: JSON.stringify(seen.sender),
      };
      assert.ok(places.database.includes('east-behind-proxy'));
      for (const [place, text] of Object.entries(places))
        for (const form of [
          password,
          Buffer.from(PROXY.credentials).toString('base64'),
        ])
          assert.ok(!text.includes(form), `the password is in the ${place}`);
    });
  });

  it('has copied everything each time, and left nothing behind', async () => {
    const { east, west } = scenario;
    assert.equal(planIds.length, launcher ? 6 : 5);
    await Promise.all(
      planIds.map(async ([id, target, targetName]) => {
        assert.deepEqual(await east.leftovers(id, namespace), []);
        assert.deepEqual(await west.leftovers(id, target), []);
        assert.deepEqual(
          await manifestOf(west, target, targetName),
          source,
          target,
        );
      }),
    );
  });
});
