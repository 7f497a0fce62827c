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
import type { Service } from '../../../kubernetes/clientNode';
import {
  attemptLabels,
  memberLabels,
  objectName,
  type ItemIdentity,
} from '../../common/labels';
import {
  RECEIVER_PORT,
  RECEIVER_PORT_NAME,
  receiverPortName,
} from '../buildVolumePods';

/** Which endpoint an attempt has, so that it stays the same whatever the cluster learns meanwhile. @internal */
export const ENDPOINT_ANNOTATION = 'direct-migration.io/endpoint';

/**
 * The Service of the receiver of this attempt.
 *
 * @internal
 */
export function buildReceiverService(options: {
  item: ItemIdentity;
  namespace: string;
  endpoint: EndpointType;
  type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  port?: number;
}): Service {
  const { item } = options;
  return {
    metadata: {
      name: objectName(item, 'endpoint'),
      namespace: options.namespace,
      labels: attemptLabels(item, 'endpoint'),
      annotations: { [ENDPOINT_ANNOTATION]: options.endpoint },
    } as Service['metadata'],
    spec: {
      type: options.type,
      // The sender tries until it is answered. The way is not to open later than the receiver does.
      publishNotReadyAddresses: true,
      selector: memberLabels(item, 'receiver'),
      ports: [
        {
          name: RECEIVER_PORT_NAME,
          port: options.port ?? RECEIVER_PORT,
          targetPort: receiverPortName(item) as never,
          protocol: 'TCP',
        },
      ],
    },
  };
}
