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

import type { OwnerReference, Pod, Secret } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import { podLabels, type ItemIdentity } from '../common/labels';
import { ownerOf } from '../common/ownerOf';
import type { ItemContext } from '../types';
import type { SenderConnection } from './buildVolumePods';
import { ensureEndpoint } from './endpoints/ensureEndpoint';
import { ensureTls } from './ensureTls';
import {
  buildReceiverPolicy,
  buildSenderPolicy,
} from './network/buildNetworkPolicy';
import { egressProxy } from './network/egressProxy';
import { ensureNetworkPolicy } from './network/ensureNetworkPolicy';
import {
  PROXY_CREDENTIALS_FILE,
  proxyCredentials,
} from './network/proxyCredentials';
import type { VolumeSides } from './VolumeSides';

/** The way from a sender to a receiver. @internal */
export interface Way {
  /** On the target: what else is made there goes with it. */
  targetOwner: OwnerReference;
  /** On the source. */
  secret: Secret;
  serverName: string;
  /** For people: `Route dm-….apps.example.com`. */
  description: string;
  /** Whether it can be opened: where the receiver's node is part of the address, that has to be known. */
  isKnown(receiver: Pod): boolean;
  /** Opens the source's side. */
  open(receiver: Pod): Promise<SenderConnection>;
}

/**
 * Makes the endpoint, the certificates and, where the namespaces need them, the NetworkPolicies of an attempt.
 *
 * @returns the way, or what is waited for
 * @internal
 */
export async function ensureWay(options: {
  context: Pick<
    ItemContext,
    'itemId' | 'migrationId' | 'attempt' | 'plan' | 'signal'
  > &
    ItemIdentity &
    Partial<Pick<ItemContext, 'spec'>>;
  sides: VolumeSides;
  windowMs: number;
}): Promise<Way | { waitingFor: string }> {
  const { context, sides, windowMs } = options;
  const { source, target, sourceNamespace, targetNamespace } = sides;
  const { service, strategy, state } = await ensureEndpoint({
    context,
    target,
    namespace: targetNamespace,
    sameCluster: source.entityRef === target.entityRef,
    windowMs,
  });
  if (state.waitingFor !== undefined) {
    return state;
  }
  const targetOwner = ownerOf(resources.services, service);
  const proxySettings = source.networkSettings.egressProxy;
  const credentials =
    proxySettings && (await proxyCredentials(proxySettings, source.entityRef));
  const { serverName, secret } = await ensureTls({
    context,
    ...sides,
    owner: targetOwner,
    endpointName: state.serverName,
    clientFiles: credentials ? { [PROXY_CREDENTIALS_FILE]: credentials } : {},
  });
  await ensureNetworkPolicy({
    context,
    cluster: target,
    direction: 'Ingress',
    policy: buildReceiverPolicy({
      item: context,
      namespace: targetNamespace,
      owner: targetOwner,
    }),
    labels: podLabels(context, 'receiver'),
  });
  return {
    targetOwner,
    secret,
    serverName,
    description: `${strategy.type}${
      state.serverName ? ` ${state.serverName}` : ''
    }`,
    isKnown: receiver => state.isKnown?.(receiver) ?? true,
    async open(receiver) {
      const address = await state.address(receiver);
      const inCluster = strategy.type === 'clusterIP';
      const proxy = inCluster
        ? undefined
        : egressProxy(proxySettings, address.host);
      await ensureNetworkPolicy({
        context,
        cluster: source,
        direction: 'Egress',
        policy: buildSenderPolicy({
          item: context,
          namespace: sourceNamespace,
          owner: ownerOf(resources.secrets, secret),
          to: proxy ?? address,
          inCluster,
        }),
        labels: podLabels(context, 'sender'),
      });
      return {
        ...address,
        ...(proxy && {
          proxy: {
            host: proxy.host,
            port: proxy.port,
            credentials: credentials !== undefined,
          },
        }),
      };
    },
  };
}
