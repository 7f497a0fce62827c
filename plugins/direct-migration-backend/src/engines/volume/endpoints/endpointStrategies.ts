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

import { clusterIpEndpoint } from './clusterIpEndpoint';
import type { EndpointStrategy } from './EndpointStrategy';
import { gatewayEndpoint } from './gatewayEndpoint';
import { ingressEndpoint } from './ingressEndpoint';
import { loadBalancerEndpoint } from './loadBalancerEndpoint';
import { nodePortEndpoint } from './nodePortEndpoint';
import { routeEndpoint } from './routeEndpoint';

/**
 * Every endpoint, in the order in which they are chosen: the shortest way first, then what shares port 443 of the
 * cluster, then what takes an address or a port for each volume.
 *
 * @internal
 */
export const endpointStrategies: readonly EndpointStrategy[] = [
  clusterIpEndpoint,
  routeEndpoint,
  gatewayEndpoint,
  ingressEndpoint,
  loadBalancerEndpoint,
  nodePortEndpoint,
];
