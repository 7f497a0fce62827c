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

import type { ResourceQuota } from '../../kubernetes/clientNode';
import { parseQuantity } from '../../kubernetes/quantity';

/** What is wanted of a namespace, by the names that quotas use (`pods`, `requests.storage`). @internal */
export type Demand = Map<string, number>;

/** One limit that is not enough. @internal */
export interface Shortage {
  quota: string;
  resource: string;
  /** How much more is free, in the resource's own unit. */
  free: number;
  wanted: number;
}

/** Scopes that hold for our pods: they have a deadline, and requests. */
const OUR_SCOPES = new Set(['Terminating', 'NotBestEffort']);

/**
 * Where quotas leave less than is wanted.
 *
 * @internal
 */
export function quotaShortages(
  quotas: ResourceQuota[],
  demand: Demand,
): Shortage[] {
  return quotas.filter(concernsUs).flatMap(quota =>
    Object.entries(quota.status?.hard ?? quota.spec?.hard ?? {}).flatMap(
      ([resource, hard]) => {
        const wanted = demand.get(alias(resource));
        const limit = parseQuantity(hard);
        if (!wanted || limit === undefined) {
          return [];
        }
        const used = parseQuantity(quota.status?.used?.[resource]) ?? 0;
        // Sums of fractions are never quite what they seem.
        const free = Math.round((limit - used) * 1000) / 1000;
        return free < Math.round(wanted * 1000) / 1000
          ? [
              {
                quota: quota.metadata?.name ?? '',
                resource,
                free: Math.max(0, free),
                wanted,
              },
            ]
          : [];
      },
    ),
  );
}

function alias(resource: string): string {
  return (
    { cpu: 'requests.cpu', memory: 'requests.memory' }[resource] ??
    resource.replace(/^count\/([a-z]+)$/, '$1')
  );
}

function concernsUs(quota: ResourceQuota): boolean {
  const named = quota.spec?.scopeSelector?.matchExpressions ?? [];
  return (
    (quota.spec?.scopes ?? []).every(scope => OUR_SCOPES.has(scope)) &&
    named.every(
      ({ scopeName, operator }) =>
        operator === 'Exists' && OUR_SCOPES.has(scopeName),
    )
  );
}
