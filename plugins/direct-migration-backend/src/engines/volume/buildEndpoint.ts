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

import { createHash } from 'node:crypto';
import type {
  OwnerReference,
  Route,
  Service,
} from '../../kubernetes/clientNode';
import {
  attemptLabels,
  LABELS,
  MANAGED_BY,
  objectName,
  type ItemIdentity,
} from '../common/labels';
import { RECEIVER_PORT, RECEIVER_PORT_NAME } from './buildVolumePods';

/**
 * The Service in front of the receiver, and the owner of all else on the target: the cluster's own garbage collection
 * removes the rest with it.
 *
 * @internal
 */
export function buildService(options: {
  item: ItemIdentity;
  namespace: string;
  type: 'ClusterIP' | 'NodePort';
}): Service {
  const { item } = options;
  return {
    metadata: {
      name: objectName(item, 'endpoint'),
      namespace: options.namespace,
      labels: attemptLabels(item, 'endpoint'),
    } as Service['metadata'],
    spec: {
      type: options.type,
      selector: {
        [LABELS.managedBy]: MANAGED_BY,
        [LABELS.item]: item.itemId,
        [LABELS.attempt]: String(item.attempt),
        [LABELS.component]: 'receiver',
      },
      ports: [
        {
          name: RECEIVER_PORT_NAME,
          port: RECEIVER_PORT,
          targetPort: RECEIVER_PORT_NAME as never,
          protocol: 'TCP',
        },
      ],
    },
  };
}

/**
 * A passthrough Route: the router reads the name in the TLS handshake and nothing else.
 *
 * @param options - `host`: left out, the router chooses it
 * @internal
 */
export function buildRoute(options: {
  item: ItemIdentity;
  namespace: string;
  owner: OwnerReference;
  host?: string;
}): Route {
  const { item } = options;
  return {
    metadata: {
      name: objectName(item, 'endpoint'),
      namespace: options.namespace,
      labels: attemptLabels(item, 'endpoint'),
      ownerReferences: [options.owner],
    },
    spec: {
      ...(options.host && { host: options.host }),
      to: { kind: 'Service', name: objectName(item, 'endpoint') },
      port: { targetPort: RECEIVER_PORT_NAME },
      tls: {
        termination: 'passthrough',
        insecureEdgeTerminationPolicy: 'None',
      },
    },
  };
}

/**
 * First label of the Route's host, never longer than the 63 characters that DNS allows.
 *
 * @returns `undefined` where the router's own choice, `<name>-<namespace>`, fits
 * @internal
 */
export function hashedHostLabel(
  item: ItemIdentity,
  namespace: string,
): string | undefined {
  const natural = `${objectName(item, 'endpoint')}-${namespace}`;
  if (natural.length <= 63) {
    return undefined;
  }
  const hash = createHash('sha256').update(natural).digest('hex').slice(0, 16);
  return `${objectName(item, 'endpoint')}-${hash}`;
}
