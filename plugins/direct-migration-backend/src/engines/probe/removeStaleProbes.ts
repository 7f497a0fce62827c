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

import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { ClusterInventory } from '../../clusters/types';
import { ifAllowed } from '../../kubernetes/ifAllowed';
import { resources, type Resource } from '../../kubernetes/resources';
import { PROBE_SELECTOR } from '../common/labels';

/** Longer than any probe lasts. */
const STALE_MS = 15 * 60_000;
/** What leads to a Service goes with it, and the source's NetworkPolicy with its Secret. */
const KINDS: Resource[] = [
  resources.pods,
  resources.services,
  resources.secrets,
  resources.networkPolicies,
];

/**
 * Removes what probes have left whose backend was killed, in every cluster of the catalog. A cluster that fails does not
 * keep the others from being cleaned.
 *
 * @returns how many objects were removed
 * @internal
 */
export async function removeStaleProbes(options: {
  inventory: ClusterInventory;
  auth: AuthService;
  logger: LoggerService;
  now: () => Date;
}): Promise<number> {
  const { inventory, logger, now } = options;
  const credentials = await options.auth.getOwnServiceCredentials();
  let removed = 0;
  for (const cluster of await inventory.list({ credentials })) {
    if (!cluster.usable) {
      continue;
    }
    try {
      const { client } = await inventory.connect(cluster.entityRef, {
        credentials,
      });
      for (const resource of KINDS) {
        const found = await ifAllowed(
          client.list(resource, { labelSelector: PROBE_SELECTOR }),
          [],
        );
        for (const { metadata } of found) {
          const age =
            now().getTime() - Date.parse(metadata?.creationTimestamp ?? '');
          if (age > STALE_MS) {
            await client.delete(
              resource,
              { namespace: metadata!.namespace, name: metadata!.name! },
              { uid: metadata!.uid },
            );
            removed += 1;
          }
        }
      }
    } catch (error) {
      logger.warn(
        `What old probes have left in ${cluster.entityRef} could not be removed: ${error}`,
      );
    }
  }
  return removed;
}
