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

import type { PassthroughListener } from '../../../clusters/ClusterNetwork';
import type { OwnerReference, TlsRoute } from '../../../kubernetes/clientNode';
import { tlsRoutes } from '../../../kubernetes/resources';
import {
  attemptLabels,
  objectName,
  type ItemIdentity,
} from '../../common/labels';
import { RECEIVER_PORT } from '../buildVolumePods';
import { awaitEndpoint, type Verdict } from './awaitEndpoint';
import type { EndpointSituation, EndpointStrategy } from './EndpointStrategy';
import { hostLabel } from './hostLabel';

/** A Gateway of the Gateway API, by SNI: a TLSRoute at a listener that passes TLS through. @internal */
export const gatewayEndpoint: EndpointStrategy = {
  type: 'gateway',
  serviceType: 'ClusterIP',

  declined(situation) {
    if (!situation.network.tlsRouteVersion) {
      return {
        reason:
          'the cluster does not serve TLSRoutes (gateway.networking.k8s.io)',
      };
    }
    const found = chooseListener(situation);
    return 'problem' in found ? { reason: found.problem } : undefined;
  },

  resource: network =>
    network.tlsRouteVersion ? tlsRoutes(network.tlsRouteVersion) : undefined,

  async ensure(request) {
    const { context, target, namespace, owner } = request;
    const network = await target.network();
    const { listener, domain } = chooseListener({
      network,
      settings: target.networkSettings,
    }) as Chosen;
    const host = `${hostLabel(context, namespace)}.${domain}`;
    const resource = tlsRoutes(network.tlsRouteVersion!);
    const { object: route } = await target.client.createOrGet(
      resource,
      buildTlsRoute({ item: context, namespace, owner, host, listener }),
      { signal: context.signal },
    );
    const state = await awaitEndpoint({
      request,
      resource,
      object: route,
      judge: acceptance,
      code: 'TLS_ROUTE_NOT_ACCEPTED',
      nobody: `Gateway ${listener.namespace}/${listener.gateway} has not accepted it`,
      hint: 'Check that the listener takes routes of the namespace and that its controller runs, or choose another endpoint in the plan.',
    });
    return 'waitingFor' in state
      ? state
      : {
          serverName: host,
          address: () => ({ host, port: listener.port }),
        };
  },
};

/** @internal */
export function buildTlsRoute(options: {
  item: ItemIdentity;
  namespace: string;
  owner: OwnerReference;
  host: string;
  listener: PassthroughListener;
}): TlsRoute {
  const name = objectName(options.item, 'endpoint');
  const { listener } = options;
  return {
    metadata: {
      name,
      namespace: options.namespace,
      labels: attemptLabels(options.item, 'endpoint'),
      ownerReferences: [options.owner],
    },
    spec: {
      parentRefs: [
        {
          namespace: listener.namespace,
          name: listener.gateway,
          sectionName: listener.listener,
        },
      ],
      hostnames: [options.host],
      rules: [{ backendRefs: [{ name, port: RECEIVER_PORT }] }],
    },
  };
}

interface Chosen {
  listener: PassthroughListener;
  domain: string;
}

function chooseListener({
  network,
  settings,
}: Pick<EndpointSituation, 'network' | 'settings'>):
  | Chosen
  | { problem: string } {
  const { gateway, ingressDomain } = settings;
  const candidates = network.listeners.filter(l =>
    gateway
      ? l.namespace === gateway.namespace &&
        l.gateway === gateway.name &&
        (!gateway.listener || l.listener === gateway.listener)
      : // One that takes the routes of some namespaces may take ours; only who configures it knows.
        l.everyNamespace,
  );
  if (!candidates.length) {
    return {
      problem: gateway
        ? `Gateway ${gateway.namespace}/${
            gateway.name
          }, which is configured, has no ${
            gateway.listener ? `listener ${gateway.listener}` : 'listener'
          } that passes TLS through`
        : 'no Gateway has a listener that passes TLS through and takes routes of every namespace',
    };
  }
  for (const listener of candidates) {
    // A name without a wildcard has room for no name of ours.
    const domain = listener.hostname
      ? /^\*\.(.+)$/.exec(listener.hostname)?.[1]
      : ingressDomain;
    if (domain) {
      return { listener, domain };
    }
  }
  return {
    problem:
      'the listeners of the Gateways have no wildcard host name, and ingressDomain of the cluster is not configured',
  };
}

function acceptance(route: TlsRoute): Verdict<true> {
  for (const parent of route.status?.parents ?? []) {
    const condition = (type: string) =>
      parent.conditions?.find(c => c.type === type);
    const refused = [condition('Accepted'), condition('ResolvedRefs')].find(
      c => c?.status === 'False',
    );
    if (refused) {
      return {
        refused: [refused.reason, refused.message].filter(Boolean).join(': '),
      };
    }
    if (condition('Accepted')?.status === 'True') {
      return { done: true };
    }
  }
  return undefined;
}
