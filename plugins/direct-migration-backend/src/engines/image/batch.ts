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

import { createHash } from 'node:crypto';
import type { KubernetesObject } from '../../kubernetes/clientNode';
import { LABELS, MANAGED_BY, provenanceLabels } from '../common/labels';
import type { ItemContext, Sibling } from '../types';

/** One try at one image that a copier does, together with others. @internal */
export interface BatchEntry {
  itemId: string;
  attempt: number;
}

/** Annotation with the entries of a batch, in the order of the copier's copies: `<item>:<attempt>,…`. */
const ENTRIES = 'direct-migration.io/entries';

/** What names the objects of a batch. @internal */
export interface BatchIdentity {
  /** Follows from the entries, so that all who want the same batch make the same one. */
  id: string;
  migrationId: string;
  plan: { id: string };
  entries: BatchEntry[];
}

function writeEntries(entries: BatchEntry[]): string {
  return entries.map(e => `${e.itemId}:${e.attempt}`).join(',');
}

/** @internal */
export function readEntries(object: KubernetesObject): BatchEntry[] {
  return (object.metadata?.annotations?.[ENTRIES] ?? '')
    .split(',')
    .filter(Boolean)
    .map(text => {
      const [itemId, attempt] = text.split(':');
      return { itemId, attempt: Number(attempt) };
    });
}

/** @internal */
export function batchIdentity(
  context: Pick<ItemContext, 'migrationId' | 'plan'>,
  entries: BatchEntry[],
): BatchIdentity {
  const { migrationId, plan } = context;
  const id = createHash('sha256')
    .update(`${migrationId} ${writeEntries(entries)}`)
    .digest('hex')
    .slice(0, 12);
  return { id, migrationId, plan, entries };
}

/** @internal */
export function batchMetadata(
  batch: BatchIdentity,
  component: 'copier' | 'config',
): { labels: Record<string, string>; annotations: Record<string, string> } {
  return {
    labels: {
      ...provenanceLabels({ ...batch, itemId: '', attempt: 0 }),
      [LABELS.batch]: batch.id,
      [LABELS.component]: component,
    },
    annotations: { [ENTRIES]: writeEntries(batch.entries) },
  };
}

/** Everything of all batches of a migration, or of one of them. @internal */
export function batchSelector(migrationId: string, batchId?: string): string {
  return [
    `${LABELS.managedBy}=${MANAGED_BY}`,
    `${LABELS.migration}=${migrationId}`,
    batchId === undefined ? LABELS.batch : `${LABELS.batch}=${batchId}`,
  ].join(',');
}

/** Place of a try in a batch, which is that of its copy; -1 if it is not in it. @internal */
export function indexInBatch(entries: BatchEntry[], entry: BatchEntry): number {
  return entries.findIndex(
    e => e.itemId === entry.itemId && e.attempt === entry.attempt,
  );
}

/** Whether nobody waits for any copy of the batch any more. @internal */
export function isOver(entries: BatchEntry[], siblings: Sibling[]): boolean {
  const due = new Map(siblings.map(s => [s.itemId, s.dueAttempt]));
  return entries.every(({ itemId, attempt }) => {
    const dueAttempt = due.get(itemId);
    return dueAttempt === undefined || dueAttempt > attempt;
  });
}

/** Whether a copy of the batch is the last try at an image that failed, whose objects somebody wants to see. @internal */
export function hasFailed(entries: BatchEntry[], siblings: Sibling[]): boolean {
  return siblings.some(
    ({ itemId, attempt, state }) =>
      (state === 'failed' || state === 'partiallyFailed') &&
      indexInBatch(entries, { itemId, attempt }) >= 0,
  );
}
