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
import type { ItemQueue, LeaseRef } from '../database/ItemQueue';
import type { ItemPatch, NewEvent } from '../database/StoredItem';
import { sleep, type Clock } from '../time/Clock';

/** Why a worker stops working on an item that is not finished. */
export type StopReason = 'leaseLost' | 'shutdown';

/** Thrown by writes after the lease is lost; whoever holds it now writes. */
export class LeaseLostError extends Error {
  constructor(itemId: string) {
    super(`The lease of item ${itemId} is lost`);
    this.name = 'LeaseLostError';
  }
}

/** Share of the lease after which it counts as lost, so that a step has the rest to stop before somebody takes over. */
const SAFE_SHARE = 0.9;
const WRITE_RETRY_MS = 1_000;
/** An outage ends the lease before that; what fails so often while leases can be renewed is not an outage. */
const MAX_WRITE_TRIES = 120;

/** A lease that renews itself, and through which alone its item is written. */
export class HeldLease {
  readonly #clock: Clock;
  readonly #durationMs: number;
  readonly #logger: LoggerService;
  readonly #queue: ItemQueue;
  readonly #ref: LeaseRef;
  readonly #stop = new AbortController();
  readonly #cancel = new AbortController();
  #cancelBeatTimer = () => {};
  #cancelExpiryTimer = () => {};
  #closed = false;
  #lost = false;

  constructor(options: {
    clock: Clock;
    durationMs: number;
    logger: LoggerService;
    queue: ItemQueue;
    ref: LeaseRef;
  }) {
    this.#clock = options.clock;
    this.#durationMs = options.durationMs;
    this.#logger = options.logger;
    this.#queue = options.queue;
    this.#ref = options.ref;
    this.#renewed();
  }

  /** Aborted with a {@link StopReason} when this worker must not go on with the item. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  /** Aborted when somebody canceled the item. */
  get canceled(): AbortSignal {
    return this.#cancel.signal;
  }

  get lost(): boolean {
    return this.#lost;
  }

  /** Lets the work end at the next opportunity. */
  shutDown(): void {
    this.#stop.abort('shutdown' satisfies StopReason);
  }

  /** Renews the lease now, and finds out whether the item was canceled. */
  async beat(): Promise<void> {
    if (this.#closed || this.stopped.aborted) {
      return;
    }
    this.#cancelBeatTimer();
    try {
      const until = new Date(this.#clock.now().getTime() + this.#durationMs);
      const answer = await this.#queue.heartbeat(this.#ref, {
        leaseUntil: until,
      });
      if (!answer) {
        this.#lose();
        return;
      }
      if (answer.cancelRequested) {
        this.#cancel.abort();
      }
      this.#renewed();
    } catch (error) {
      this.#logger.warn(
        'Could not renew a lease, trying again',
        error as Error,
      );
      this.#schedule(WRITE_RETRY_MS);
    }
  }

  /**
   * Writes the item, as often as it takes while the database is away and the lease is valid.
   * @throws LeaseLostError
   */
  async save(patch: ItemPatch, events: NewEvent[] = []): Promise<void> {
    for (let tries = 1; !this.lost; tries++) {
      try {
        if (await this.#queue.save(this.#ref, patch, events)) {
          return;
        }
        this.#lose();
      } catch (error) {
        this.#logger.warn(
          'Could not write an item, trying again',
          error as Error,
        );
        if (tries >= MAX_WRITE_TRIES) {
          throw error;
        }
        if (this.stopped.aborted) {
          // Nothing is lost: whoever goes on looks at the clusters again.
          throw new LeaseLostError(this.#ref.itemId);
        }
        await sleep(this.#clock, WRITE_RETRY_MS, this.stopped);
      }
    }
    throw new LeaseLostError(this.#ref.itemId);
  }

  /** Stops renewing; with `release`, any worker may go on at once, or from `resumeAt`. */
  async close(options: { release: boolean; resumeAt?: Date }): Promise<void> {
    this.#closed = true;
    this.#cancelBeatTimer();
    this.#cancelExpiryTimer();
    if (options.release && !this.lost) {
      try {
        await this.#queue.release(this.#ref, { resumeAt: options.resumeAt });
      } catch (error) {
        this.#logger.warn(
          'Could not hand a lease back, it will run out by itself',
          error as Error,
        );
      }
    }
  }

  #renewed(): void {
    if (this.#closed) {
      return;
    }
    this.#cancelExpiryTimer();
    this.#cancelExpiryTimer = this.#clock.setTimer(
      this.#durationMs * SAFE_SHARE,
      () => this.#lose(),
    );
    this.#schedule(this.#durationMs / 3);
  }

  #schedule(afterMs: number): void {
    this.#cancelBeatTimer();
    if (!this.#closed) {
      this.#cancelBeatTimer = this.#clock.setTimer(afterMs, () => {
        void this.beat();
      });
    }
  }

  #lose(): void {
    this.#lost = true;
    this.#stop.abort('leaseLost' satisfies StopReason);
  }
}
