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
import {
  isFinished,
  type MigrationOptions,
  type MigrationType,
  type Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClaimedItem, ItemQueue } from '../database/ItemQueue';
import type { LogsStore } from '../database/LogsStore';
import type { ItemPatch, NewEvent, StoredItem } from '../database/StoredItem';
import type { ItemContext, ItemEngine } from '../engines/types';
import { applyPatch } from './applyPatch';
import { backoff } from './backoff';
import { sleep, type Clock } from '../time/Clock';
import type { HeldLease } from './HeldLease';
import type { ItemMetrics } from './ItemMetrics';
import { GRACE_MS } from './limits';
import { ProgressReporter, type ItemReport } from './ProgressReporter';
import { runEngine, type EngineOutcome } from './runEngine';
import { toSibling } from './toSibling';

/** What an {@link ActiveItem} is made of. */
export interface ActiveItemOptions {
  claim: ClaimedItem;
  clock: Clock;
  engine: ItemEngine;
  lease: HeldLease;
  logger: LoggerService;
  logs: LogsStore;
  /** Is told of what ends. */
  metrics?: Pick<ItemMetrics, 'ended'>;
  queue: Pick<ItemQueue, 'siblings'>;
  /** Called after each write. */
  onChange: (migrationId: string) => void;
  /** How long what is told to be kept on failure is kept. */
  keepFailedForMs: number;
  /** A number from 0 to 1, exclusive. */
  random: () => number;
}

/** An item in the hands of this worker: what is known of it, and all that can be done with it. */
export class ActiveItem {
  readonly lease: HeldLease;
  readonly logger: LoggerService;
  readonly plan: Plan;
  readonly type: MigrationType;
  readonly options: MigrationOptions;
  /** How long what is told to be kept on failure is kept. */
  readonly keepFailedForMs: number;
  /** An engine was told to stop and did not. */
  abandoned = false;
  readonly #clock: Clock;
  readonly #engine: ItemEngine;
  readonly #logs: LogsStore;
  readonly #metrics: ActiveItemOptions['metrics'];
  readonly #onChange: (migrationId: string) => void;
  readonly #queue: Pick<ItemQueue, 'siblings'>;
  readonly #random: () => number;
  #stored: StoredItem;

  constructor(options: ActiveItemOptions) {
    this.lease = options.lease;
    this.logger = options.logger;
    this.plan = options.claim.plan;
    this.type = options.claim.type;
    this.options = options.claim.options;
    this.keepFailedForMs = options.keepFailedForMs;
    this.#clock = options.clock;
    this.#engine = options.engine;
    this.#logs = options.logs;
    this.#metrics = options.metrics;
    this.#onChange = options.onChange;
    this.#queue = options.queue;
    this.#random = options.random;
    this.#stored = options.claim.item;
  }

  /** As it was written last. */
  get stored(): StoredItem {
    return this.#stored;
  }

  get canceled(): boolean {
    return this.#stored.cancelRequested || this.lease.canceled.aborted;
  }

  /** Nothing was ever done for the item. */
  get untouched(): boolean {
    return this.#stored.attempt === 0 && !this.#engine.beginsAhead;
  }

  get overdue(): boolean {
    const { deadlineAt } = this.#stored;
    return deadlineAt !== undefined && this.now() >= deadlineAt;
  }

  now(): Date {
    return this.#clock.now();
  }

  inMs(ms: number): Date {
    return new Date(this.now().getTime() + ms);
  }

  backoffMs(
    failures: number,
    options: { baseMs: number; maxMs: number },
  ): number {
    return backoff(failures, { ...options, random: this.#random });
  }

  /** @throws LeaseLostError */
  async save(patch: ItemPatch, events: NewEvent[] = []): Promise<void> {
    await this.lease.save(patch, events);
    this.#stored = applyPatch(this.#stored, patch);
    if (patch.state && isFinished(patch.state)) {
      this.#metrics?.ended(this.#stored, this.now());
    }
    this.#onChange(this.#stored.migrationId);
  }

  /** An event of this item. */
  event(level: NewEvent['level'], type: string, message: string): NewEvent {
    const { id, migrationId } = this.#stored;
    return { migrationId, itemId: id, level, type, message };
  }

  /** The item does something else now. */
  phaseEvent(phase: string): NewEvent {
    return this.event('info', 'item.phase', `${this.#stored.name}: ${phase}`);
  }

  /** Waits, but not beyond the deadline, and not when there is something else to do. */
  async pause(ms: number): Promise<void> {
    const { deadlineAt } = this.#stored;
    const untilDeadline = deadlineAt
      ? deadlineAt.getTime() - this.now().getTime()
      : ms;
    await sleep(
      this.#clock,
      Math.min(ms, untilDeadline),
      AbortSignal.any([this.lease.stopped, this.lease.canceled]),
    );
  }

  /** Waits, but not when this worker has to stop. */
  async pauseCleanup(ms: number): Promise<void> {
    await sleep(this.#clock, ms, this.lease.stopped);
  }

  /** Calls the engine's `step`; ends on cancel, at the deadline and when this worker has to stop. */
  async step(): Promise<{
    outcome: EngineOutcome<Awaited<ReturnType<ItemEngine['step']>>>;
    /** Reported, but not written yet. */
    reported: Pick<ItemPatch, 'progress' | 'tagProgress'>;
  }> {
    const reporter = this.#progressReporter();
    const outcome = await this.#call({
      deadlineAt: this.#stored.deadlineAt,
      signals: [this.lease.stopped, this.lease.canceled],
      call: signal => this.#engine.step(this.#context(signal, reporter)),
    });
    return { outcome, reported: progressPatch(await reporter.close()) };
  }

  /** Calls the engine's `cleanup`; ends at its deadline and when this worker has to stop. */
  async cleanup(deadlineAt: Date): Promise<EngineOutcome<boolean>> {
    const reporter = this.#progressReporter();
    const outcome = await this.#call({
      deadlineAt,
      signals: [this.lease.stopped],
      call: signal => this.#engine.cleanup(this.#context(signal, reporter)),
    });
    await reporter.close();
    return outcome;
  }

  async #call<T>(options: {
    deadlineAt: Date | undefined;
    signals: AbortSignal[];
    call: (signal: AbortSignal) => Promise<T>;
  }): Promise<EngineOutcome<T>> {
    const outcome = await runEngine({
      clock: this.#clock,
      graceMs: GRACE_MS,
      ...options,
    });
    if (outcome.kind === 'abandoned') {
      this.abandoned = true;
      this.logger.error('An engine did not stop when it was told to');
    }
    return outcome;
  }

  #context(signal: AbortSignal, reporter: ProgressReporter): ItemContext {
    const { id, ...stored } = this.#stored;
    const { migrationId, kind, step, attempt, spec, memo } = stored;
    return {
      tagProgress: stored.tagProgress,
      removesKept: stored.keptUntil !== undefined,
      itemId: id,
      migrationId,
      kind,
      step,
      attempt,
      plan: this.plan,
      type: this.type,
      options: this.options,
      spec,
      memo,
      signal,
      logger: this.logger,
      siblings: async () =>
        (await this.#queue.siblings({ migrationId, kind })).map(toSibling),
      event: async (level, type, message) => {
        try {
          await this.save({}, [this.event(level, type, message)]);
        } catch (error) {
          // An event is never worth the copy.
          this.logger.warn(
            `Could not store an event: ${message}`,
            error as Error,
          );
        }
      },
      keepLog: log => this.#logs.keep(id, log),
      reportProgress: progress => reporter.report({ progress }),
      reportTags: tags => reporter.report({ tags }),
      reportPhase: phase => reporter.report({ phase }),
    };
  }

  #progressReporter(): ProgressReporter {
    return new ProgressReporter({
      clock: this.#clock,
      write: async ({ phase, ...report }) => {
        const changed = phase !== undefined && phase !== this.#stored.phase;
        try {
          await this.save(
            {
              ...progressPatch(report),
              // Whoever copies does not wait any more.
              ...(changed && { phase, waitingFor: null }),
            },
            changed ? [this.phaseEvent(phase)] : [],
          );
        } catch (error) {
          this.logger.debug('Could not store progress', error as Error);
        }
      },
    });
  }
}

function progressPatch({
  progress,
  tags,
}: ItemReport): Pick<ItemPatch, 'progress' | 'tagProgress'> {
  const tagProgress = tags?.();
  return { ...(progress && { progress }), ...(tagProgress && { tagProgress }) };
}
