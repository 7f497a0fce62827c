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

import type {
  ItemError,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { StoredItem } from '../database/StoredItem';
import { itemOptions } from './itemOptions';
import { CLEANUP_TIMEOUT_MS, DEFAULT_ITEM_TIMEOUT_S } from './limits';

/** Code of {@link itemTimeoutError}. */
export const ITEM_TIMEOUT = 'ITEM_TIMEOUT';

/** How long an item may take, all attempts together, in milliseconds. */
export function itemTimeoutMs(
  plan: Plan,
  item: Pick<StoredItem, 'kind' | 'spec'>,
): number {
  const { itemTimeoutSeconds } = itemOptions(plan, item);
  return (itemTimeoutSeconds ?? DEFAULT_ITEM_TIMEOUT_S) * 1_000;
}

/** The item was not finished in time. */
export function itemTimeoutError(
  item: StoredItem,
  plan: Plan,
): Omit<ItemError, 'attempts'> {
  const before = item.error ? `. The error before: ${item.error.message}` : '';
  return {
    code: ITEM_TIMEOUT,
    message: `Not finished within ${
      itemTimeoutMs(plan, item) / 1_000
    } seconds, it was at: ${item.phase ?? 'start'}${before}`,
    hint: 'Look at the events for what it waited for. If it was simply slow, raise options.itemTimeoutSeconds of the plan.',
  };
}

/** What the item made in the clusters could not be removed. */
export function cleanupTimeoutError(item: StoredItem): ItemError {
  return {
    code: 'CLEANUP_TIMEOUT',
    message: `Objects of this item could not be removed within ${
      CLEANUP_TIMEOUT_MS / 60_000
    } minutes`,
    hint: `Remove what carries the label ${selectorOf(
      item,
    )} in both clusters, for example: kubectl delete pods,services,secrets,configmaps,jobs -A -l ${selectorOf(
      item,
    )} (on OpenShift routes, too)`,
    attempts: item.attempt,
  };
}

/** Label selector of what the item made in the clusters; one copier serves all images of a migration. */
export function selectorOf(
  item: Pick<StoredItem, 'id' | 'kind' | 'migrationId'>,
): string {
  return item.kind === 'image'
    ? `direct-migration.io/migration=${item.migrationId},direct-migration.io/batch`
    : `direct-migration.io/item=${item.id}`;
}
