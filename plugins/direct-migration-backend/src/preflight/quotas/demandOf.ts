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
import type { PodDemand } from '../../engines/common/podDemand';
import { parseQuantity } from '../../kubernetes/quantity';
import type { NewClaim } from '../NewClaim';
import type { Demand } from './quotaShortages';

/**
 * What transfer pods want of a namespace while they run.
 *
 * @param options - `pods`: what each asks for; `endpoint`: where they are receivers
 * @internal
 */
export function demandOfPods(options: {
  pods: PodDemand[];
  endpoint?: EndpointType;
}): Demand {
  const { endpoint } = options;
  const pods = options.pods.length;
  const sum = (read: (pod: PodDemand) => string) =>
    options.pods.reduce((all, pod) => all + parseQuantity(read(pod))!, 0);
  return new Map([
    ['pods', pods],
    ['secrets', pods],
    ['requests.cpu', sum(pod => pod.requests.cpu)],
    ['requests.memory', sum(pod => pod.requests.memory)],
    ['limits.cpu', sum(pod => pod.limits.cpu)],
    ['limits.memory', sum(pod => pod.limits.memory)],
    ...(endpoint ? ([['services', pods]] as const) : []),
    ...(endpoint === 'nodePort' || endpoint === 'loadBalancer'
      ? ([['services.nodeports', pods]] as const)
      : []),
    ...(endpoint === 'loadBalancer'
      ? ([['services.loadbalancers', pods]] as const)
      : []),
  ]);
}

/**
 * What new claims want of a namespace for good.
 *
 * @internal
 */
export function demandOfClaims(claims: NewClaim[]): Demand {
  const demand: Demand = new Map();
  const add = (resource: string, amount: number) =>
    demand.set(resource, (demand.get(resource) ?? 0) + amount);
  for (const { storageClass, capacity } of claims) {
    const bytes = parseQuantity(capacity) ?? 0;
    for (const prefix of ['', `${storageClass}.storageclass.storage.k8s.io/`]) {
      add(`${prefix}persistentvolumeclaims`, 1);
      add(`${prefix}requests.storage`, bytes);
    }
  }
  return demand;
}
