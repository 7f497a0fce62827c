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
import { RECEIVER_PORT } from '../buildVolumePods';
import type { EndpointStrategy } from './EndpointStrategy';

/** The Service itself, inside one cluster. @internal */
export const clusterIpEndpoint: EndpointStrategy = {
  type: 'clusterIP',
  serviceType: 'ClusterIP',

  declined: ({ sameCluster }) =>
    sameCluster
      ? undefined
      : { reason: 'source and target are different clusters' },

  async ensure({ service, target, namespace }) {
    const host = service.spec?.clusterIP;
    if (!host || host === 'None') {
      throw new MigrationError({
        code: 'CLUSTER_IP_MISSING',
        message: `Service ${namespace}/${service.metadata?.name} on ${target.name} has no cluster IP`,
        hint: 'Check the range of service addresses of the cluster.',
        kind: 'ServiceUnavailableError',
        retryable: true,
      });
    }
    return { address: () => ({ host, port: RECEIVER_PORT }) };
  },
};
