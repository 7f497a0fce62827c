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

import type { ClusterConnection } from '../../../clusters/types';
import type { Service } from '../../../kubernetes/clientNode';
import { resources } from '../../../kubernetes/resources';
import { objectName } from '../../common/labels';
import { ownerOf } from '../../common/ownerOf';
import {
  buildReceiverService,
  ENDPOINT_ANNOTATION,
} from './buildReceiverService';
import { chooseEndpoint } from './chooseEndpoint';
import { endpointStrategies } from './endpointStrategies';
import { endpointUnsupported } from './endpointUnsupported';
import type {
  EndpointRequest,
  EndpointState,
  EndpointStrategy,
} from './EndpointStrategy';

/**
 * Makes the Service of the receiver and what leads to it. An attempt keeps the endpoint that it began with.
 *
 * @throws `ENDPOINT_UNSUPPORTED` when the target does not have it, or has lost it
 * @internal
 */
export async function ensureEndpoint(options: {
  context: EndpointRequest['context'];
  target: ClusterConnection;
  namespace: string;
  sameCluster: boolean;
  windowMs: number;
}): Promise<{
  service: Service;
  strategy: EndpointStrategy;
  state: EndpointState;
}> {
  const { context, target, namespace, windowMs } = options;
  const { signal } = context;
  const existing = await target.client.get(
    resources.services,
    { namespace, name: objectName(context, 'endpoint') },
    { signal },
  );
  const situation = {
    network: await target.network(),
    settings: target.networkSettings,
    sameCluster: options.sameCluster,
  };
  const strategy =
    (existing && strategyOf(existing)) ??
    chooseEndpoint({
      situation,
      asked: context.plan.options.endpoint,
      cluster: target.name,
    }).strategy;
  const declined = strategy.declined(situation);
  if (declined && !declined.possible) {
    throw endpointUnsupported({
      type: strategy.type,
      situation,
      cluster: target.name,
    });
  }
  const service =
    existing ??
    (
      await target.client.createOrGet(
        resources.services,
        buildReceiverService({
          item: context,
          namespace,
          endpoint: strategy.type,
          type: strategy.serviceType,
          port: strategy.servicePort,
        }),
        { signal },
      )
    ).object;
  const state = await strategy.ensure({
    context,
    target,
    namespace,
    service,
    owner: ownerOf(resources.services, service),
    windowMs,
  });
  return { service, strategy, state };
}

function strategyOf(service: Service): EndpointStrategy | undefined {
  const type = service.metadata?.annotations?.[ENDPOINT_ANNOTATION];
  return endpointStrategies.find(strategy => strategy.type === type);
}
