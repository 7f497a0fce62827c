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
  Item,
  ItemError,
  Plan,
  Progress,
  State,
  TagsProgress,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { JsonObject } from '@backstage/types';
import type { StepId } from '../steps/stepsOf';

/** What was decided of an item while its clean-up is still to be done. `retry`: another attempt comes after it. */
export type ItemOutcome = 'succeeded' | 'partiallyFailed' | 'failed' | 'retry';

/** The entry of the plan that an item is; of workloads, which the clusters have to be asked for, nothing. */
export type ItemSpec =
  | Plan['volumes'][number]
  | Plan['images'][number]
  | Record<string, never>;

/** An item as the worker sees it. */
export interface StoredItem {
  readonly id: string;
  readonly migrationId: string;
  readonly kind: Item['kind'];
  readonly step: StepId;
  readonly name: string;
  readonly spec: ItemSpec;
  readonly state: State;
  readonly outcome?: ItemOutcome;
  readonly phase?: string;
  /** Since then nothing was done but wait for a cluster. */
  readonly waitingSince?: Date;
  /** Attempts begun so far. */
  readonly attempt: number;
  /** No attempt has a higher number. */
  readonly attemptLimit: number;
  readonly progress?: Progress;
  /** Of an image, kept from one attempt to the next. */
  readonly tagProgress?: TagsProgress;
  readonly error?: ItemError;
  readonly memo: JsonObject;
  readonly cancelRequested: boolean;
  readonly startedAt?: Date;
  readonly deadlineAt?: Date;
  readonly cleanupDeadlineAt?: Date;
  /** It failed, and what it made in the clusters is kept until then. */
  readonly keptUntil?: Date;
}

/** What a worker may change of an item; `null` clears. */
export interface ItemPatch {
  state?: State;
  outcome?: ItemOutcome | null;
  phase?: string | null;
  waitingFor?: string | null;
  waitingSince?: Date | null;
  attempt?: number;
  progress?: Progress | null;
  tagProgress?: TagsProgress;
  error?: ItemError | null;
  result?: JsonObject | null;
  memo?: JsonObject | null;
  nextRunAt?: Date;
  deadlineAt?: Date | null;
  cleanupDeadlineAt?: Date | null;
  keptUntil?: Date | null;
  startedAt?: Date;
  finishedAt?: Date;
}

/** An event to be appended. */
export interface NewEvent {
  migrationId: string;
  itemId?: string;
  level: 'info' | 'warn' | 'error';
  /** Stable, for example `item.phase`. */
  type: string;
  message: string;
}
