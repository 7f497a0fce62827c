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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  ItemError,
  MigrationOptions,
  MigrationType,
  Plan,
  Progress,
  State,
  TagsProgress,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { JsonObject } from '@backstage/types';
import type { ItemLog } from '../database/LogsStore';
import type { ItemSpec } from '../database/StoredItem';
import type { StepId } from '../steps/stepsOf';

/** One item as the worker hands it to an engine. Everything here is stored; none of it is secret. */
export interface ItemContext {
  readonly itemId: string;
  readonly migrationId: string;
  readonly kind: 'volume' | 'image' | 'workload';
  /** The step of the migration that the item belongs to. */
  readonly step: StepId;
  /** Of the migration. */
  readonly type: MigrationType;
  /** What was decided for this migration. */
  readonly options: MigrationOptions;
  /** Which try this is, from 1. Objects of earlier attempts are removed before a new one starts. */
  readonly attempt: number;
  /** The plan as it was when the migration was started. */
  readonly plan: Plan;
  /** The entry of `plan.volumes` or `plan.images` that this item is; empty for workloads. */
  readonly spec: ItemSpec;
  /** In `cleanup`: of an item that has ended long ago, what was kept when it failed goes too. */
  readonly removesKept?: boolean;
  /** Of an image: the tags as they were reported last in this migration, also in an earlier attempt. */
  readonly tagProgress?: TagsProgress;
  /** What the engine returned as `memo` last time in this attempt; a hint only, the clusters are the truth. */
  readonly memo: JsonObject;
  readonly logger: LoggerService;
  /** The items of this kind in the migration, this one too, in the order of the plan, as they are stored now. */
  siblings(): Promise<Sibling[]>;
  /** Aborted on cancel, on shutdown and when the lease is lost. */
  readonly signal: AbortSignal;
  /** Writes an event of the migration that users see. */
  event(
    level: 'info' | 'warn' | 'error',
    type: string,
    message: string,
  ): Promise<void>;
  /** Keeps what a pod wrote, for when it is gone; the same pod again replaces it. */
  keepLog(log: ItemLog): Promise<void>;
  /** Publishes progress between two steps; calls are throttled by the worker. */
  reportProgress(progress: Progress): void;
  /** The same for the tags of an image; `tags` is called when it is written. */
  reportTags(tags: () => TagsProgress | undefined): void;
  /** Publishes what the item does now, between two steps; throttled together with the progress. */
  reportPhase(phase: string): void;
}

/** An item of the migration, as another item sees it. */
export interface Sibling {
  readonly itemId: string;
  readonly spec: ItemContext['spec'];
  readonly state: State;
  /** Attempts begun so far. */
  readonly attempt: number;
  /** The attempt that runs or comes next; `undefined` when what becomes of the item is decided, or it is canceled. */
  readonly dueAttempt?: number;
  readonly cancelRequested: boolean;
  /** Its last attempt took too long, so that it was decided before what is at it had ended. */
  readonly timedOut: boolean;
}

/** What is to be done after a step. */
export type StepResult =
  | {
      kind: 'continue';
      /** What the item does now, for people and for filters: `preparing`, `waitingForReceiver`, `copying`, … */
      phase: string;
      /** When to look again, in milliseconds; a step may itself wait a while on a watch. */
      afterMs: number;
      /** What it waits for, with the cause from the cluster's own events. */
      waitingFor?: string;
      progress?: Progress;
      memo?: JsonObject;
    }
  | {
      kind: 'succeeded' | 'partiallyFailed';
      progress?: Progress;
      result?: JsonObject;
      error?: Omit<ItemError, 'attempts'>;
    }
  | {
      kind: 'failed';
      result?: JsonObject;
      error: Omit<ItemError, 'attempts'>;
      retryable: boolean;
      progress?: Progress;
    };

/** Who carries out which kind of item. */
export type ItemEngines = Record<ItemContext['kind'], ItemEngine>;

/** Moves one kind of item. Owns the item's objects in both clusters; the worker owns states, attempts, back-off and deadlines. */
export interface ItemEngine {
  /** Whether the engine may be at work for an item before its first attempt, so that it is cleaned up even then. */
  readonly beginsAhead?: boolean;
  /** Looks at both clusters, does the next thing. Idempotent: it may be called again after a crash at any instant. */
  step(context: ItemContext): Promise<StepResult>;
  /** Removes every object of the item (all attempts) from both clusters, by label. Idempotent; `true` once nothing is left. */
  cleanup(context: ItemContext): Promise<boolean>;
}
