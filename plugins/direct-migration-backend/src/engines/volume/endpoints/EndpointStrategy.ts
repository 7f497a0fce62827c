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
import type {
  ClusterNetwork,
  NetworkSettings,
} from '../../../clusters/ClusterNetwork';
import type { ClusterConnection } from '../../../clusters/types';
import type {
  OwnerReference,
  Pod,
  Service,
} from '../../../kubernetes/clientNode';
import type { Resource } from '../../../kubernetes/resources';
import type { ItemIdentity } from '../../common/labels';
import type { ItemContext } from '../../types';

/** What the choice of an endpoint depends on. @internal */
export interface EndpointSituation {
  /** Of the target. */
  network: ClusterNetwork;
  /** Of the target. */
  settings: NetworkSettings;
  sameCluster: boolean;
}

/** Why an endpoint is not taken. @internal */
export interface Declined {
  reason: string;
  /** It may be asked for nevertheless: whether it works cannot be seen beforehand. */
  possible?: boolean;
}

/** An endpoint that is being made. @internal */
export interface EndpointRequest {
  context: Pick<
    ItemContext,
    'itemId' | 'migrationId' | 'attempt' | 'plan' | 'signal'
  > &
    ItemIdentity &
    Partial<Pick<ItemContext, 'spec'>>;
  target: ClusterConnection;
  namespace: string;
  service: Service;
  /** The Service: what else is made goes with it. */
  owner: OwnerReference;
  /** How long to wait now, in milliseconds. */
  windowMs: number;
}

/** Where a receiver is reached from the source cluster. @internal */
export interface EndpointAddress {
  host: string;
  port: number;
}

/** @internal */
export type EndpointState =
  | { waitingFor: string }
  | {
      waitingFor?: undefined;
      /** The name by which the way leads to the receiver (SNI), where it does. */
      serverName?: string;
      /** Whether the address can be told; left out, it always can, even before the receiver runs. */
      isKnown?(receiver: Pod): boolean;
      /** Called when it is known. */
      address(receiver: Pod): EndpointAddress | Promise<EndpointAddress>;
    };

/** One way to reach a receiver: a Service, and whatever else leads to it. @internal */
export interface EndpointStrategy {
  readonly type: EndpointType;
  /** Of the receiver's Service. */
  readonly serviceType: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  /** Of the receiver's Service; the receiver's own port by default. */
  readonly servicePort?: number;
  /** Why it cannot be used; `undefined` if it can. */
  declined(situation: EndpointSituation): Declined | undefined;
  /** The kind that it makes besides the Service. */
  resource?(network: ClusterNetwork): Resource | undefined;
  /**
   * Makes it, and waits a little for it. Idempotent.
   * @throws MigrationError once it has failed, or its deadline has passed
   */
  ensure(request: EndpointRequest): Promise<EndpointState>;
}
