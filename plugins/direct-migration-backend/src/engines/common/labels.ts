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

import type { ItemContext } from '../types';

/** Labels of every object we make in a cluster; the contract with operators, see `docs/architecture.md`. @internal */
export const LABELS = {
  managedBy: 'app.kubernetes.io/managed-by',
  plan: 'direct-migration.io/plan',
  migration: 'direct-migration.io/migration',
  item: 'direct-migration.io/item',
  attempt: 'direct-migration.io/attempt',
  component: 'direct-migration.io/component',
  /** Instead of item and attempt on what serves several items. */
  batch: 'direct-migration.io/batch',
  probe: 'direct-migration.io/probe',
} as const;

const MEMBER = 'direct-migration.io/item-';

/**
 * Label of a pod for each volume that it serves, by the item's id; the value is the attempt. Services and policies find their
 * pod by it, whether it serves one volume or several. An item that needs the pod no more takes its label off.
 *
 * @internal
 */
export function memberLabel(itemId: string): string {
  return `${MEMBER}${itemId}`;
}

/** Whether a label is that of an item, see {@link memberLabel}. @internal */
export function isMemberLabel(label: string): boolean {
  return label.startsWith(MEMBER);
}

/** Annotation of a target claim that was there before, and empty: the id of the plan that writes into it. @internal */
export const ADOPTED_BY = 'direct-migration.io/adopted-by';

/** Value of {@link LABELS.managedBy}. @internal */
export const MANAGED_BY = 'direct-migration';

/** What an object is for. @internal */
export type Component =
  | 'sender'
  | 'inspector'
  | 'receiver'
  | 'copier'
  | 'tls'
  | 'config'
  | 'endpoint'
  | 'network'
  | 'volume';

/** Which item, and which try at it. @internal */
export type ItemIdentity = Pick<
  ItemContext,
  'itemId' | 'migrationId' | 'attempt'
> & {
  plan: { id: string };
  /** No item of a migration: it only proves that one could be moved. */
  probe?: true;
};

/** Everything of all probes. @internal */
export const PROBE_SELECTOR = `${LABELS.managedBy}=${MANAGED_BY},${LABELS.probe}=true`;

/** Labels of an object that goes with the attempt. @internal */
export function attemptLabels(
  item: ItemIdentity,
  component: Component,
): Record<string, string> {
  return {
    ...provenanceLabels(item),
    [LABELS.item]: item.itemId,
    [LABELS.attempt]: String(item.attempt),
    [LABELS.component]: component,
    ...(item.probe && { [LABELS.probe]: 'true' }),
  };
}

/** Labels of a pod that serves the attempt alone. @internal */
export function podLabels(
  item: ItemIdentity,
  component: Component,
): Record<string, string> {
  return {
    ...attemptLabels(item, component),
    [memberLabel(item.itemId)]: String(item.attempt),
  };
}

/** What selects the pod of this attempt, and what it has in common with no other. @internal */
export function memberLabels(
  item: ItemIdentity,
  component: Component,
): Record<string, string> {
  return {
    [LABELS.managedBy]: MANAGED_BY,
    [LABELS.component]: component,
    [memberLabel(item.itemId)]: String(item.attempt),
  };
}

/** All pods that serve the item, or have served it. @internal */
export function memberSelector(item: Pick<ItemIdentity, 'itemId'>): string {
  return `${LABELS.managedBy}=${MANAGED_BY},${memberLabel(item.itemId)}`;
}

/** Labels of what stays: the target volume, a namespace that we made. Clean-up never selects them. @internal */
export function provenanceLabels(item: ItemIdentity): Record<string, string> {
  return {
    [LABELS.managedBy]: MANAGED_BY,
    [LABELS.plan]: item.plan.id,
    [LABELS.migration]: item.migrationId,
  };
}

/** A name is never parsed; it only has to be free. At most 40 characters. @internal */
export function objectName(item: ItemIdentity, component: Component): string {
  return `dm-${item.itemId.slice(0, 8)}-${item.attempt}-${component}`;
}

/** Everything of the item, all attempts. @internal */
export function itemSelector(item: Pick<ItemIdentity, 'itemId'>): string {
  return `${LABELS.managedBy}=${MANAGED_BY},${LABELS.item}=${item.itemId}`;
}

/** Everything of other attempts at the item. @internal */
export function otherAttemptsSelector(item: ItemIdentity): string {
  return `${itemSelector(item)},${LABELS.attempt}!=${item.attempt}`;
}

/** The pod of this attempt that does its part of the work. @internal */
export function componentSelector(
  item: ItemIdentity,
  component: Component,
): string {
  return Object.entries(memberLabels(item, component))
    .map(([label, value]) => `${label}=${value}`)
    .join(',');
}
