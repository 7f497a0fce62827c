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

import { startForwarder } from './relays.mjs';

/**
 * Gives a Service of type LoadBalancer an address and a way to its node port, as the controller of a cloud does.
 * @param options `from`: the cluster that is to reach it, `to`: the one that has it
 * @returns the Service
 */
export async function giveLoadBalancer({ from, to, namespace, service }) {
  const [{ nodePort, port }] = service.spec.ports;
  const { items } = await to.get('nodes');
  const node = items[0].status.addresses.find(a => a.type === 'InternalIP');
  const ip = await startForwarder(from, {
    namespace,
    name: 'balancer',
    port,
    host: node.address,
    target: nodePort,
  });
  await to.kubectl(
    [
      'replace',
      '--raw',
      `/api/v1/namespaces/${namespace}/services/${service.metadata.name}/status`,
      '-f',
      '-',
    ],
    {
      input: JSON.stringify({
        ...service,
        status: { loadBalancer: { ingress: [{ ip }] } },
      }),
    },
  );
  return service;
}

/** The domain of the cluster's router, from a Route that it names itself. */
export async function appsDomain(cluster, namespace) {
  await cluster.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'route.openshift.io/v1',
      kind: 'Route',
      metadata: { name: 'x', namespace },
      spec: { to: { kind: 'Service', name: 'nothing' } },
    },
  ]);
  const host = await cluster.until('the host of a Route', async () => {
    const route = await cluster.get(
      'routes.route.openshift.io',
      'x',
      namespace,
    );
    return route.status?.ingress?.[0]?.host;
  });
  await cluster.kubectl(['delete', 'route', 'x', '-n', namespace]);
  return host.slice(host.indexOf('.') + 1);
}
