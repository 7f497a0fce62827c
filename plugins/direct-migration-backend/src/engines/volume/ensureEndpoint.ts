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

import type { EndpointType } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterConnection } from '../../clusters/types';
import { MigrationError } from '../../errors/MigrationError';
import type { Pod, Route, Service } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import { objectName } from '../common/labels';
import type { ItemContext } from '../types';
import { buildRoute, buildService, hashedHostLabel } from './buildEndpoint';
import { ownerOf } from '../common/ownerOf';

/** The endpoints that are built. @internal */
export type BuiltEndpoint = Extract<EndpointType, 'route' | 'nodePort'>;

/**
 * The endpoint that the plan asks for, or the best that the target has.
 *
 * @throws `ENDPOINT_UNSUPPORTED`
 * @internal
 */
export function chooseEndpoint(options: {
  asked?: EndpointType;
  available: EndpointType[];
  cluster: string;
}): BuiltEndpoint {
  const built: BuiltEndpoint[] = ['route', 'nodePort'];
  const chosen = built.find(
    type =>
      options.available.includes(type) &&
      (!options.asked || options.asked === type),
  );
  if (chosen) {
    return chosen;
  }
  const possible = built.filter(type => options.available.includes(type));
  throw new MigrationError({
    code: 'ENDPOINT_UNSUPPORTED',
    message: options.asked
      ? `The endpoint ${options.asked} is not possible on ${options.cluster}`
      : `No endpoint is possible on ${options.cluster}`,
    hint: possible.length
      ? `Set the plan's options.endpoint to ${possible.join(
          ' or ',
        )}, or leave it out.`
      : 'The cluster needs routes or node ports.',
    kind: 'InputError',
  });
}

/**
 * Finds or makes the Service and the Route.
 *
 * @returns the Service, and the Route's host once the router has admitted it
 * @throws `ROUTE_NOT_ADMITTED`, `ROUTE_HOST_TOO_LONG`
 * @internal
 */
export async function ensureEndpoint(options: {
  context: ItemContext;
  target: ClusterConnection;
  namespace: string;
  endpoint: BuiltEndpoint;
  windowMs: number;
}): Promise<{ service: Service; host?: string; waitingFor?: string }> {
  const { context, target, namespace, endpoint } = options;
  const { signal } = context;
  const { object: service } = await target.client.createOrGet(
    resources.services,
    buildService({
      item: context,
      namespace,
      type: endpoint === 'nodePort' ? 'NodePort' : 'ClusterIP',
    }),
    { signal },
  );
  if (endpoint === 'nodePort') {
    return { service };
  }
  const { object: route } = await target.client.createOrGet(
    resources.routes,
    buildRoute({
      item: context,
      namespace,
      owner: ownerOf(resources.services, service),
      host: await routeHost(context, target, namespace),
    }),
    { signal },
  );
  const created = Date.parse(route.metadata!.creationTimestamp!);
  const timeout = context.plan.options.podStartTimeoutSeconds ?? 300;
  const { objects } = await target.client.waitFor(resources.routes, {
    namespace,
    fieldSelector: `metadata.name=${route.metadata!.name}`,
    predicate: routes =>
      routes.length === 0 || admission(routes[0]) !== undefined,
    timeoutMs: options.windowMs,
    signal,
  });
  const state = objects[0] && admission(objects[0]);
  if (state?.host) {
    return { service, host: state.host };
  }
  const cause = state?.refused ?? 'no router has admitted it';
  if (state?.refused || Date.now() > created + timeout * 1000) {
    throw new MigrationError({
      code: 'ROUTE_NOT_ADMITTED',
      message: `Route ${namespace}/${objectName(context, 'endpoint')} on ${
        target.name
      } is not admitted: ${cause}`,
      hint: 'Check that a router serves the namespace, or choose the endpoint nodePort in the plan.',
      kind: 'ServiceUnavailableError',
      retryable: true,
    });
  }
  return {
    service,
    waitingFor: `Route ${namespace}/${objectName(context, 'endpoint')} on ${
      target.name
    }: ${cause}`,
  };
}

function admission(
  route: Route,
): { host?: string; refused?: string } | undefined {
  let refused: string | undefined;
  for (const ingress of route.status?.ingress ?? []) {
    for (const condition of ingress.conditions ?? []) {
      if (condition.type !== 'Admitted') {
        continue;
      }
      if (condition.status === 'True' && ingress.host) {
        return { host: ingress.host };
      }
      if (condition.status === 'False') {
        refused = [condition.reason, condition.message]
          .filter(Boolean)
          .join(': ');
      }
    }
  }
  return refused ? { refused } : undefined;
}

async function routeHost(
  context: ItemContext,
  target: ClusterConnection,
  namespace: string,
): Promise<string | undefined> {
  const label = hashedHostLabel(context, namespace);
  if (!label) {
    return undefined;
  }
  if (!target.routeDomain) {
    throw new MigrationError({
      code: 'ROUTE_HOST_TOO_LONG',
      message: `The name of namespace ${namespace} is so long that the router's own host name would exceed 63 characters`,
      hint: `Set routeDomain (for example apps.${target.name}.example.com) for ${target.entityRef} in directMigration.clusters, or choose the endpoint nodePort.`,
      kind: 'InputError',
    });
  }
  return `${label}.${target.routeDomain}`;
}

/**
 * Address at which the source reaches a NodePort.
 *
 * @throws `NODE_PORT_MISSING`
 * @internal
 */
export async function nodePortAddress(options: {
  target: ClusterConnection;
  service: Service;
  receiver: Pod;
  signal: AbortSignal;
}): Promise<{ host: string; port: number }> {
  const { target, service, receiver, signal } = options;
  const port = service.spec?.ports?.[0]?.nodePort;
  let host = target.nodePortHost;
  if (!host && receiver.spec?.nodeName) {
    try {
      const node = await target.client.get(
        resources.nodes,
        { name: receiver.spec.nodeName },
        { signal },
      );
      host = node?.status?.addresses?.find(
        a => a.type === 'ExternalIP',
      )?.address;
    } catch {
      // Whoever may not read nodes still has the address in the pod's status.
      signal.throwIfAborted();
    }
  }
  host ??= receiver.status?.hostIP;
  if (!port || !host) {
    throw new MigrationError({
      code: 'NODE_PORT_MISSING',
      message: `Service ${service.metadata?.namespace}/${
        service.metadata?.name
      } on ${target.name} has no ${port ? 'node address' : 'node port'}`,
      hint: `Set nodePortHost for ${target.entityRef} in directMigration.clusters, or check the range of node ports.`,
      kind: 'ServiceUnavailableError',
      retryable: true,
    });
  }
  return { host, port };
}
