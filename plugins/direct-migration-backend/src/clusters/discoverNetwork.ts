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

import type { ClusterClient } from '../kubernetes/ClusterClient';
import type { Gateway } from '../kubernetes/clientNode';
import { ifAllowed } from '../kubernetes/ifAllowed';
import {
  GATEWAY_API,
  gateways,
  resources,
  TLS_ROUTE_VERSIONS,
} from '../kubernetes/resources';
import type { ClusterNetwork, PassthroughListener } from './ClusterNetwork';

const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';

/**
 * Finds out how a cluster can be reached. What the credentials may not see counts as not there.
 *
 * @internal
 */
export async function discoverNetwork(
  client: ClusterClient,
): Promise<ClusterNetwork> {
  const [routes, classes, tlsRouteVersion, listeners, services] =
    await Promise.all([
      client.hasApi('route.openshift.io', 'v1'),
      ifAllowed(client.list(resources.ingressClasses, {}), []),
      servedTlsRoute(client),
      passthroughListeners(client),
      ifAllowed(client.list(resources.services, {}), []),
    ]);
  return {
    routes,
    ingressClasses: classes
      .map(c => ({
        name: c.metadata!.name!,
        controller: c.spec?.controller ?? '',
        isDefault: c.metadata?.annotations?.[DEFAULT_CLASS] === 'true',
      }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    tlsRouteVersion,
    listeners,
    loadBalancer: services.some(
      service =>
        service.spec?.type === 'LoadBalancer' &&
        service.status?.loadBalancer?.ingress?.length,
    ),
  };
}

async function servedTlsRoute(
  client: ClusterClient,
): Promise<string | undefined> {
  const served = await Promise.all(
    TLS_ROUTE_VERSIONS.map(version =>
      client.hasApi(GATEWAY_API, version, { resource: 'tlsroutes' }),
    ),
  );
  return TLS_ROUTE_VERSIONS.find((_, index) => served[index]);
}

async function passthroughListeners(
  client: ClusterClient,
): Promise<PassthroughListener[]> {
  const found = await ifAllowed(client.list(gateways('v1'), {}), []);
  const all = found.length
    ? found
    : await ifAllowed(client.list(gateways('v1beta1'), {}), []);
  return all
    .flatMap(listenersOf)
    .sort((a, b) => order(a).localeCompare(order(b)));
}

function listenersOf(gateway: Gateway): PassthroughListener[] {
  return (gateway.spec?.listeners ?? [])
    .filter(l => l.protocol === 'TLS' && l.tls?.mode === 'Passthrough')
    .map(l => ({
      namespace: gateway.metadata!.namespace!,
      gateway: gateway.metadata!.name!,
      listener: l.name,
      hostname: l.hostname,
      port: l.port,
      everyNamespace: l.allowedRoutes?.namespaces?.from === 'All',
    }));
}

function order(l: PassthroughListener): string {
  return `${l.namespace}/${l.gateway}/${l.listener}`;
}
