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
import type { NetworkPolicy } from '../../../kubernetes/clientNode';
import { ifAllowed } from '../../../kubernetes/ifAllowed';
import { resources } from '../../../kubernetes/resources';
import type { ItemContext } from '../../types';
import { isolates, type Direction } from './isolates';

/**
 * Makes a NetworkPolicy where the namespace keeps our pod from its traffic; elsewhere there is no need for one, and one
 * alone would shut out everything that it does not name.
 *
 * @param options - `policy`: what our pod needs
 * @returns whether there is one now
 * @internal
 */
export async function ensureNetworkPolicy(options: {
  context: Pick<ItemContext, 'signal'>;
  cluster: ClusterConnection;
  direction: Direction;
  policy: NetworkPolicy;
  /** Of our pod. */
  labels: Record<string, string>;
}): Promise<boolean> {
  const { cluster, policy } = options;
  const { signal } = options.context;
  const { name, namespace } = policy.metadata as {
    name: string;
    namespace: string;
  };
  const policies = await ifAllowed(
    cluster.client.list(resources.networkPolicies, { namespace, signal }),
    [],
  );
  if (policies.some(p => p.metadata?.name === name)) {
    return true;
  }
  if (!isolates({ ...options, policies })) {
    return false;
  }
  await cluster.client.createOrGet(resources.networkPolicies, policy, {
    signal,
  });
  return true;
}
