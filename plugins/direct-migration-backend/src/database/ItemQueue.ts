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
  MigrationOptions,
  MigrationType,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ItemPatch, NewEvent, StoredItem } from './StoredItem';
import type { ScheduleLimits } from './withinLimits';

/** Proof that a worker may write an item. */
export interface LeaseRef {
  readonly itemId: string;
  readonly migrationId: string;
  readonly token: string;
}

/** An item that one worker alone may drive until its lease runs out. */
export interface ClaimedItem {
  readonly lease: LeaseRef;
  readonly item: StoredItem;
  /** The plan as it was when the migration was started. */
  readonly plan: Plan;
  /** Of the migration. */
  readonly type: MigrationType;
  /** What was decided for this migration. */
  readonly options: MigrationOptions;
}

/** Which items a worker can take on. */
export interface ClaimFilter {
  kind?: StoredItem['kind'];
  migrationIds?: string[];
  /** Volumes at once; without them there are none. */
  limits?: ScheduleLimits;
}

/** What workers do with items. A write with a lease that was lost changes nothing and says so. */
export interface ItemQueue {
  /**
   * Takes the item that has waited longest and nobody holds, if there is one; of one kind or of some migrations only. Of
   * those that have waited equally long the largest comes first.
   * An item of a later step is not there before every item of the earlier ones has succeeded, clean-up included.
   */
  claim(
    options: { leaseUntil: Date } & ClaimFilter,
  ): Promise<ClaimedItem | undefined>;
  /** The items of one kind of a migration, in the order of the plan. */
  siblings(of: {
    migrationId: string;
    kind: StoredItem['kind'];
  }): Promise<StoredItem[]>;
  /** @returns whether the item is to be canceled; `undefined` when the lease was lost */
  heartbeat(
    lease: LeaseRef,
    options: { leaseUntil: Date },
  ): Promise<{ cancelRequested: boolean } | undefined>;
  /**
   * Changes the item, appends the events and brings the migration's state up to date, all or nothing.
   * An item that somebody canceled meanwhile does not become `running`.
   *
   * @returns false when the lease was lost
   */
  save(
    lease: LeaseRef,
    patch: ItemPatch,
    events?: NewEvent[],
  ): Promise<boolean>;
  /** Hands the lease back, so that any worker may go on at once, or from `resumeAt`. */
  release(lease: LeaseRef, options?: { resumeAt?: Date }): Promise<void>;
}
