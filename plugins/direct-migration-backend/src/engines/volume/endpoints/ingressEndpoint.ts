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

import type { Ingress, OwnerReference } from '../../../kubernetes/clientNode';
import { resources } from '../../../kubernetes/resources';
import {
  attemptLabels,
  objectName,
  type ItemIdentity,
} from '../../common/labels';
import type { IngressClassInfo } from '../../../clusters/ClusterNetwork';
import { RECEIVER_PORT_NAME } from '../buildVolumePods';
import type { EndpointSituation, EndpointStrategy } from './EndpointStrategy';
import { hostLabel } from './hostLabel';

/** Ingress itself has no word for it: each controller that can pass TLS through by SNI has its own. */
const PASSTHROUGH: Record<string, string> = {
  'k8s.io/ingress-nginx': 'nginx.ingress.kubernetes.io/ssl-passthrough',
  'haproxy.org/ingress-controller': 'haproxy.org/ssl-passthrough',
  'haproxy-ingress.github.io/controller':
    'haproxy-ingress.github.io/ssl-passthrough',
};

/** A controller of Ingresses, by SNI. @internal */
export const ingressEndpoint: EndpointStrategy = {
  type: 'ingress',
  serviceType: 'ClusterIP',

  declined(situation) {
    const found = chooseClass(situation);
    if ('problem' in found) {
      return { reason: found.problem };
    }
    if (!passthroughOf(found)) {
      return {
        reason: `the controller of IngressClass ${found.name}, ${found.controller}, is none that passes TLS through by an annotation`,
      };
    }
    if (!situation.settings.ingressDomain) {
      return { reason: 'ingressDomain of the cluster is not configured' };
    }
    return undefined;
  },

  resource: () => resources.ingresses,

  async ensure({ context, target, namespace, owner }) {
    const settings = target.networkSettings;
    const network = await target.network();
    const host = `${hostLabel(context, namespace)}.${settings.ingressDomain}`;
    await target.client.createOrGet(
      resources.ingresses,
      buildIngress({
        item: context,
        namespace,
        owner,
        host,
        // It was chosen because there is one.
        ingressClass: chooseClass({ network, settings }) as IngressClassInfo,
      }),
      { signal: context.signal },
    );
    // Its status says nothing about the configuration being in force, and some controllers never write one: the sender tries.
    return { serverName: host, address: () => ({ host, port: 443 }) };
  },
};

/** @internal */
export function buildIngress(options: {
  item: ItemIdentity;
  namespace: string;
  owner: OwnerReference;
  host: string;
  ingressClass: IngressClassInfo;
}): Ingress {
  const name = objectName(options.item, 'endpoint');
  const { host, ingressClass } = options;
  return {
    metadata: {
      name,
      namespace: options.namespace,
      labels: attemptLabels(options.item, 'endpoint'),
      annotations: { [passthroughOf(ingressClass)!]: 'true' },
      ownerReferences: [options.owner],
    } as Ingress['metadata'],
    spec: {
      ingressClassName: ingressClass.name,
      rules: [
        {
          host,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: {
                  service: { name, port: { name: RECEIVER_PORT_NAME } },
                },
              },
            ],
          },
        },
      ],
    },
  };
}

function passthroughOf({ controller }: IngressClassInfo): string | undefined {
  const known = Object.keys(PASSTHROUGH).find(
    // HAProxy's controllers may have a name of their own behind a slash.
    name => controller === name || controller.startsWith(`${name}/`),
  );
  return known && PASSTHROUGH[known];
}

function chooseClass({
  network: { ingressClasses },
  settings: { ingressClass },
}: Pick<EndpointSituation, 'network' | 'settings'>):
  | IngressClassInfo
  | { problem: string } {
  if (ingressClass) {
    return (
      ingressClasses.find(c => c.name === ingressClass) ?? {
        problem: `the cluster has no IngressClass ${ingressClass}, which is configured for it`,
      }
    );
  }
  if (!ingressClasses.length) {
    return { problem: 'the cluster has no IngressClass' };
  }
  const chosen =
    ingressClasses.find(c => c.isDefault) ??
    (ingressClasses.length === 1 ? ingressClasses[0] : undefined);
  return (
    chosen ?? {
      problem: `none of the IngressClasses ${ingressClasses
        .map(c => c.name)
        .join(', ')} is the default: configure ingressClass`,
    }
  );
}
