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

import {
  isFinished,
  type ItemError,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ItemOutcome, ItemPatch } from '../database/StoredItem';
import type { StepResult } from '../engines/types';
import { ActiveItem, type ActiveItemOptions } from './ActiveItem';
import { classifyError } from './classifyError';
import { cleanUpAndFinish, finalPatch, type Next } from './finishItem';
import { LeaseLostError } from './HeldLease';
import { itemTimeoutError, itemTimeoutMs, selectorOf } from './itemErrors';
import { itemOptions } from './itemOptions';
import {
  CLEANUP_TIMEOUT_MS,
  FAULT_PAUSE_MS,
  MAX_STEP_FAILURES,
  MAX_STEP_PAUSE_MS,
  STEP_BACKOFF,
} from './limits';
import {
  PHASE_CLEANING_UP,
  PHASE_STARTING,
  PHASE_WAITING_FOR_RETRY,
} from './phases';
import { removeKept } from './removeKept';

/**
 * Drives one claimed item as far as it gets: attempts, back-off, deadlines, cancel and clean-up.
 *
 * What an attempt came to is stored as `outcome` before the clean-up begins, and becomes the item's state after it. A
 * worker that takes over in between goes on with the clean-up.
 */
export class ItemRunner {
  readonly #item: ActiveItem;
  #stepFailures = 0;

  constructor(options: ActiveItemOptions) {
    this.#item = new ActiveItem(options);
  }

  /** Since when nothing was done but wait for a cluster, if it is so. */
  get waitingSince(): Date | undefined {
    return this.#item.stored.waitingSince;
  }

  /** Resolves when the item is finished, waits for its next attempt, or is no longer this worker's. Never rejects. */
  async run(): Promise<void> {
    const { lease, logger } = this.#item;
    let resumeAt: Date | undefined;
    try {
      while (!lease.stopped.aborted) {
        if ((await this.#advance()) === 'leave') {
          break;
        }
      }
    } catch (error) {
      if (error instanceof LeaseLostError) {
        logger.info(error.message);
      } else {
        logger.error('The worker failed at an item', error as Error);
        resumeAt = this.#item.inMs(FAULT_PAUSE_MS);
      }
    }
    // While an engine is still at it, nobody else may begin: then the lease has to run out.
    await lease.close({ release: !this.#item.abandoned, resumeAt });
  }

  async #advance(): Promise<Next> {
    const { canceled, overdue, plan, stored } = this.#item;
    const { outcome, attempt, phase } = stored;
    if (isFinished(stored.state)) {
      return removeKept(this.#item);
    }
    if ((outcome && outcome !== 'retry') || canceled) {
      return cleanUpAndFinish(this.#item);
    }
    if (overdue) {
      return this.#decide('failed', { error: itemTimeoutError(stored, plan) });
    }
    if (outcome) {
      return cleanUpAndFinish(this.#item);
    }
    if (attempt === 0 || phase === PHASE_WAITING_FOR_RETRY) {
      return this.#beginAttempt();
    }
    return this.#step();
  }

  async #beginAttempt(): Promise<Next> {
    const { plan, stored } = this.#item;
    const attempt = stored.attempt + 1;
    this.#stepFailures = 0;
    await this.#item.save(
      {
        state: 'running',
        attempt,
        phase: PHASE_STARTING,
        waitingFor: null,
        waitingSince: null,
        memo: null,
        progress: null,
        deadlineAt:
          stored.deadlineAt ?? this.#item.inMs(itemTimeoutMs(plan, stored)),
        cleanupDeadlineAt: null,
        ...(attempt === 1 && { startedAt: this.#item.now() }),
      },
      [
        this.#item.event(
          'info',
          'item.started',
          `${stored.name}: attempt ${attempt} begins`,
        ),
      ],
    );
    return 'continue';
  }

  async #step(): Promise<Next> {
    const item = this.#item;
    const { outcome, reported } = await item.step();
    if (outcome.kind === 'returned') {
      this.#stepFailures = 0;
      return this.#apply(outcome.value, reported);
    }
    if (item.lease.stopped.aborted || item.canceled || item.overdue) {
      return 'continue';
    }
    const thrown =
      outcome.kind === 'threw' ? outcome.error : new Error('The engine hangs');
    const { error, retryable, transient } = classifyError(thrown);
    item.logger.warn(`A step failed: ${error.message}`, thrown as Error);
    if (transient && this.#stepFailures < MAX_STEP_FAILURES) {
      this.#stepFailures += 1;
      await item.save({
        waitingFor: `${error.message} (tried ${
          this.#stepFailures
        } time(s), trying again)`,
      });
      await item.pause(item.backoffMs(this.#stepFailures, STEP_BACKOFF));
      return 'continue';
    }
    return this.#apply({ kind: 'failed', error, retryable }, reported);
  }

  async #apply(
    result: StepResult,
    reported: Pick<ItemPatch, 'progress' | 'tagProgress'>,
  ): Promise<Next> {
    const item = this.#item;
    const progress = {
      ...reported,
      ...(result.progress && { progress: result.progress }),
    };
    switch (result.kind) {
      case 'continue': {
        const { phase } = item.stored;
        await item.save(
          {
            phase: result.phase,
            waitingFor: result.waitingFor ?? null,
            waitingSince: result.waitingFor
              ? item.stored.waitingSince ?? item.now()
              : null,
            ...(result.memo && { memo: result.memo }),
            ...progress,
          },
          result.phase === phase ? [] : [item.phaseEvent(result.phase)],
        );
        await item.pause(Math.min(result.afterMs, MAX_STEP_PAUSE_MS));
        return 'continue';
      }
      case 'failed': {
        if (item.canceled) {
          return 'continue';
        }
        const { attempt, attemptLimit } = item.stored;
        const again = result.retryable && attempt < attemptLimit;
        return this.#decide(again ? 'retry' : 'failed', {
          error: result.error,
          progress,
          result: result.result,
        });
      }
      default:
        return this.#decide(result.kind, {
          error: result.error,
          progress,
          result: result.result,
        });
    }
  }

  /** Stores what the attempt came to; the clean-up follows. */
  async #decide(
    outcome: ItemOutcome,
    details: {
      error?: Omit<ItemError, 'attempts'>;
      progress?: Pick<ItemPatch, 'progress' | 'tagProgress'>;
      result?: ItemPatch['result'];
    },
  ): Promise<Next> {
    const item = this.#item;
    const { attempt, attemptLimit, name } = item.stored;
    const error = details.error && { ...details.error, attempts: attempt };
    const patch: ItemPatch = {
      outcome,
      phase: PHASE_CLEANING_UP,
      waitingFor: null,
      waitingSince: null,
      error: error ?? null,
      cleanupDeadlineAt: item.inMs(CLEANUP_TIMEOUT_MS),
      ...details.progress,
      ...(details.result && { result: details.result }),
    };
    const event = error
      ? item.event(
          outcome === 'failed' ? 'error' : 'warn',
          outcome === 'retry' ? 'item.attemptFailed' : `item.${outcome}`,
          `${name}: attempt ${attempt} of ${attemptLimit}: ${error.code}: ${error.message}`,
        )
      : item.event('info', `item.${outcome}`, `${name}: ${outcome}`);
    const keep = itemOptions(item.plan, item.stored).keepOnFailure ?? false;
    if (keep && (outcome === 'failed' || outcome === 'partiallyFailed')) {
      const keptUntil = item.inMs(item.keepFailedForMs);
      await item.save(
        { ...patch, ...finalPatch(outcome, item.now()), keptUntil },
        [
          event,
          item.event(
            'warn',
            'item.kept',
            `${name}: its objects are kept until ${keptUntil.toISOString()}, as the plan says. They carry the label ${selectorOf(
              item.stored,
            )}`,
          ),
        ],
      );
      return 'leave';
    }
    await item.save(patch, [event]);
    return 'continue';
  }
}
