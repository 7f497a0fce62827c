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
import { MigrationError } from '../../../errors/MigrationError';
import type { Pod, Service } from '../../../kubernetes/clientNode';
import { resources } from '../../../kubernetes/resources';
import type { EndpointAddress, EndpointStrategy } from './EndpointStrategy';

/** A port of the receiver's node. @internal */
export const nodePortEndpoint: EndpointStrategy = {
  type: 'nodePort',
  serviceType: 'NodePort',

  // Every cluster has them; whether the source reaches them cannot be seen from here.
  declined: () => undefined,

  async ensure({ context, target, service }) {
    return {
      isKnown: receiver => Boolean(receiver.status?.hostIP),
      address: receiver =>
        nodePortAddress({ target, service, receiver, signal: context.signal }),
    };
  },
};

async function nodePortAddress(options: {
  target: ClusterConnection;
  service: Service;
  receiver: Pod;
  signal: AbortSignal;
}): Promise<EndpointAddress> {
  const { target, service, receiver, signal } = options;
  const port = service.spec?.ports?.[0]?.nodePort;
  let host = target.networkSettings.nodePortHost;
  if (!host && receiver.spec?.nodeName) {
    try {
      const node = await target.client.get(
        resources.nodes,
        { name: receiver.spec.nodeName },
        { signal },
      );
      host = node?.status?.addresses?.find(
        a => a.type === 'ExternalIP',
      )?.address;
    } catch {
      // Whoever may not read nodes still has the address in the pod's status.
      signal.throwIfAborted();
    }
  }
  host ??= receiver.status?.hostIP;
  if (!port || !host) {
    throw new MigrationError({
      code: 'NODE_PORT_MISSING',
      message: `Service ${service.metadata?.namespace}/${
        service.metadata?.name
      } on ${target.name} has no ${port ? 'node address' : 'node port'}`,
      hint: `Set nodePortHost for ${target.entityRef} in directMigration.clusters, or check the range of node ports.`,
      kind: 'ServiceUnavailableError',
      retryable: true,
    });
  }
  return { host, port };
}
