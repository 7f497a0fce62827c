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

import { randomUUID } from 'node:crypto';
import { MigrationError } from '../../../errors/MigrationError';
import type { Pod } from '../../../kubernetes/clientNode';
import type { ClusterClient } from '../../../kubernetes/ClusterClient';
import { resources } from '../../../kubernetes/resources';
import type { Make } from './Gathering';
import { mergePods, type PodMember } from './mergePods';

const TIMEOUT_MS = 30_000;
/** The cluster has understood what it was asked for, and does not want it. */
const REFUSALS = new Set([
  'CLUSTER_FORBIDDEN',
  'CLUSTER_REJECTED',
  'POD_SECURITY',
  'QUOTA_EXCEEDED',
]);

/**
 * Makes one pod for several volumes. Where the cluster refuses it, perhaps because it is too large, each has to try on its
 * own. After any other failure it may be there: it is looked for again.
 *
 * @internal
 */
export function sharedPods(client: ClusterClient): Make<PodMember, Pod> {
  return async members => {
    try {
      const { object } = await client.createOrGet(
        resources.pods,
        mergePods(members, randomUUID()),
        { signal: AbortSignal.timeout(TIMEOUT_MS) },
      );
      return object;
    } catch (error) {
      if (error instanceof MigrationError && REFUSALS.has(error.code)) {
        return undefined;
      }
      throw error;
    }
  };
}
