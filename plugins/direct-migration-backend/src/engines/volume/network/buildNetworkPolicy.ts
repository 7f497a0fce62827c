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

import { isIP } from 'node:net';
import type {
  NetworkPolicy,
  OwnerReference,
} from '../../../kubernetes/clientNode';
import {
  attemptLabels,
  memberLabels,
  objectName,
  type ItemIdentity,
} from '../../common/labels';
import { RECEIVER_PORT } from '../buildVolumePods';
import { MOST_MEMBERS } from '../shared/mergePods';

/** 5353 is where the DNS pods of OpenShift listen: what a policy sees is the pod behind the Service. */
const DNS_PORTS = [53, 5353];

/** Of all receivers that a pod may have; some network plugins know no names of ports. */
const RECEIVER_PORTS = Array.from({ length: MOST_MEMBERS }, (_, index) => ({
  port: RECEIVER_PORT + index,
  protocol: 'TCP',
}));

/**
 * Lets the sender of an attempt out: to DNS, and to where it connects.
 *
 * @param options - `to`: the endpoint, or the proxy before it; `inCluster`: it is a Service of this cluster
 * @internal
 */
export function buildSenderPolicy(options: {
  item: ItemIdentity;
  namespace: string;
  owner: OwnerReference;
  to: { host: string; port: number };
  inCluster: boolean;
}): NetworkPolicy {
  const { to, inCluster } = options;
  const family = isIP(to.host);
  const peers = () => {
    if (inCluster) {
      // Policies see the pod behind a Service, not the Service's address.
      return {
        to: [
          {
            namespaceSelector: {},
            podSelector: {
              matchLabels: memberLabels(options.item, 'receiver'),
            },
          },
        ],
      };
    }
    return family
      ? {
          to: [{ ipBlock: { cidr: `${to.host}/${family === 4 ? 32 : 128}` } }],
        }
      : // A policy has no words for a name.
        {};
  };
  return policy(options, 'sender', {
    policyTypes: ['Egress'],
    egress: [
      {
        ports: DNS_PORTS.flatMap(port => [
          { port: port, protocol: 'UDP' },
          { port: port, protocol: 'TCP' },
        ]),
      },
      {
        ...peers(),
        ports: inCluster
          ? RECEIVER_PORTS
          : [{ port: to.port, protocol: 'TCP' }],
      },
    ],
  });
}

/**
 * Lets connections into the receiver of an attempt, from wherever the endpoint brings them.
 *
 * @internal
 */
export function buildReceiverPolicy(options: {
  item: ItemIdentity;
  namespace: string;
  owner: OwnerReference;
}): NetworkPolicy {
  return policy(options, 'receiver', {
    policyTypes: ['Ingress'],
    ingress: [{ ports: RECEIVER_PORTS }],
  });
}

function policy(
  options: { item: ItemIdentity; namespace: string; owner: OwnerReference },
  component: 'sender' | 'receiver',
  spec: Omit<NonNullable<NetworkPolicy['spec']>, 'podSelector'>,
): NetworkPolicy {
  const { item } = options;
  return {
    metadata: {
      // Source and target may be one namespace.
      name: `${objectName(item, 'network')}-${component}`,
      namespace: options.namespace,
      labels: attemptLabels(item, 'network'),
      ownerReferences: [options.owner],
    },
    spec: {
      podSelector: {
        matchLabels: memberLabels(item, component),
      },
      ...spec,
    },
  };
}
