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

import { MigrationError } from '../../../errors/MigrationError';
import type { OwnerReference, Route } from '../../../kubernetes/clientNode';
import { resources } from '../../../kubernetes/resources';
import {
  attemptLabels,
  objectName,
  type ItemIdentity,
} from '../../common/labels';
import { RECEIVER_PORT_NAME } from '../buildVolumePods';
import { awaitEndpoint, type Verdict } from './awaitEndpoint';
import type { EndpointRequest, EndpointStrategy } from './EndpointStrategy';
import { hostLabel, needsHash } from './hostLabel';

/** OpenShift's router, by SNI. @internal */
export const routeEndpoint: EndpointStrategy = {
  type: 'route',
  serviceType: 'ClusterIP',

  declined: ({ network }) =>
    network.routes
      ? undefined
      : { reason: 'the cluster does not serve Routes of OpenShift' },

  resource: () => resources.routes,

  async ensure(request) {
    const { context, target, namespace, owner } = request;
    const { object: route } = await target.client.createOrGet(
      resources.routes,
      buildRoute({
        item: context,
        namespace,
        owner,
        host: longHost(request),
      }),
      { signal: context.signal },
    );
    const state = await awaitEndpoint({
      request,
      resource: resources.routes,
      object: route,
      judge: admission,
      code: 'ROUTE_NOT_ADMITTED',
      nobody: 'no router has admitted it',
      hint: 'Check that a router serves the namespace, or choose another endpoint in the plan.',
    });
    if ('waitingFor' in state) {
      return state;
    }
    const host = state.done;
    return { serverName: host, address: () => ({ host, port: 443 }) };
  },
};

/** @internal */
export function buildRoute(options: {
  item: ItemIdentity;
  namespace: string;
  owner: OwnerReference;
  /** Left out: the router chooses. */
  host?: string;
}): Route {
  const name = objectName(options.item, 'endpoint');
  return {
    metadata: {
      name,
      namespace: options.namespace,
      labels: attemptLabels(options.item, 'endpoint'),
      ownerReferences: [options.owner],
    },
    spec: {
      ...(options.host && { host: options.host }),
      to: { kind: 'Service', name },
      port: { targetPort: RECEIVER_PORT_NAME },
      tls: {
        termination: 'passthrough',
        insecureEdgeTerminationPolicy: 'None',
      },
    },
  };
}

function admission(route: Route): Verdict<string> {
  let refused: string | undefined;
  for (const ingress of route.status?.ingress ?? []) {
    const admitted = ingress.conditions?.find(c => c.type === 'Admitted');
    if (admitted?.status === 'True' && ingress.host) {
      return { done: ingress.host };
    }
    if (admitted?.status === 'False') {
      refused = [admitted.reason, admitted.message].filter(Boolean).join(': ');
    }
  }
  return refused ? { refused } : undefined;
}

function longHost({
  context,
  target,
  namespace,
}: EndpointRequest): string | undefined {
  if (!needsHash(context, namespace)) {
    return undefined;
  }
  const { routeDomain } = target.networkSettings;
  if (!routeDomain) {
    throw new MigrationError({
      code: 'ROUTE_HOST_TOO_LONG',
      message: `The name of namespace ${namespace} is so long that the router's own host name would exceed 63 characters`,
      hint: `Set routeDomain (for example apps.${target.name}.example.com) for ${target.entityRef} in directMigration.clusters, or choose another endpoint.`,
      kind: 'InputError',
    });
  }
  return `${hostLabel(context, namespace)}.${routeDomain}`;
}
