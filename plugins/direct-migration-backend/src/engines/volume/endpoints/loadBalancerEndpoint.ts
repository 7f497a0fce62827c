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

import { resources } from '../../../kubernetes/resources';
import { awaitEndpoint } from './awaitEndpoint';
import type { EndpointStrategy } from './EndpointStrategy';

/** Egress rules know this one. */
const PORT = 443;

/** An address of its own for each receiver. @internal */
export const loadBalancerEndpoint: EndpointStrategy = {
  type: 'loadBalancer',
  serviceType: 'LoadBalancer',
  servicePort: PORT,

  declined: ({ network }) =>
    network.loadBalancer
      ? undefined
      : {
          reason:
            'no Service of the cluster has an address from a load balancer, so there may be none; the plan can ask for it',
          possible: true,
        },

  async ensure(request) {
    const state = await awaitEndpoint({
      request,
      resource: resources.services,
      object: request.service,
      judge: service => {
        const first = service.status?.loadBalancer?.ingress?.[0];
        const host = first?.ip ?? first?.hostname;
        return host ? { done: host } : undefined;
      },
      code: 'LOAD_BALANCER_MISSING',
      nobody: 'nothing in the cluster has given it an address yet',
      hint: 'Check the cloud controller, its quotas, or MetalLB, or choose another endpoint in the plan.',
    });
    return 'waitingFor' in state
      ? state
      : { address: () => ({ host: state.done, port: PORT }) };
  },
};
