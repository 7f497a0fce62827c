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

import { copyImages, RegistryError } from '@direct-migration/registry-copier';
import { MigrationError } from '../../errors/MigrationError';
import type { ItemContext, StepResult } from '../types';
import type { CopierConfig, PreparedImage } from './buildCopierConfig';
import { CopierLog } from './CopierLog';
import { copyOutcome, endedSilently } from './copyOutcome';
import { CopyStates } from './CopyStates';

/** An item that waits for its copy. `undefined` tells it to join another run. */
interface Member {
  context: ItemContext;
  image: PreparedImage;
  settle: (result: StepResult | undefined) => void;
  fail: (error: unknown) => void;
  settled: boolean;
}

/** What its log is kept under, where those of pods have the name of the pod. */
const NAME = 'backend';

/** What a {@link BackendRun} needs. @internal */
export interface BackendRunOptions {
  /** How long after the last item the copy begins, in milliseconds. */
  gatherMs: number;
  /** Called when no other item can join. */
  onBegin: () => void;
  /** Makes the configuration; called once. `first`: on whose behalf. */
  prepare: (
    first: ItemContext,
    images: PreparedImage[],
  ) => Promise<CopierConfig>;
}

/** One call of the copier, for several items of a migration. @internal */
export class BackendRun {
  readonly #options: BackendRunOptions;
  readonly #members: Member[] = [];
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #done: Promise<void> | undefined;

  constructor(options: BackendRunOptions) {
    this.#options = options;
  }

  /**
   * Takes part. When the signal of one item is aborted, all stop, and the others are told to join another run.
   *
   * @returns what became of the item's copy; `undefined`: join another run
   */
  async join(
    context: ItemContext,
    image: PreparedImage,
  ): Promise<StepResult | undefined> {
    const { signal } = context;
    const leave = () => this.#leave();
    try {
      signal.throwIfAborted();
      signal.addEventListener('abort', leave, { once: true });
      return await new Promise<StepResult | undefined>((resolve, reject) => {
        const member: Member = {
          context,
          image,
          settled: false,
          settle: resolve,
          fail: error => {
            member.settled = true;
            reject(error);
          },
        };
        this.#members.push(member);
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#begin(), this.#options.gatherMs);
      });
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  #leave(): void {
    this.#stop.abort();
    if (!this.#done) {
      this.#begin();
    }
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#options.onBegin();
    this.#done ??= this.#run();
  }

  async #run(): Promise<void> {
    const members = this.#members;
    const states = new CopyStates(members.length);
    const log = new CopierLog(members.length);
    try {
      this.#stop.signal.throwIfAborted();
      const config = await this.#options.prepare(
        members[0].context,
        members.map(({ image }) => image),
      );
      await copyImages({
        ...config,
        signal: this.#stop.signal,
        onEvent: event => {
          takeEvent(log, { ...event });
          this.#take(states, event, log);
        },
      });
      this.#settleAll(() => endedSilently(), log);
    } catch (error) {
      if (this.#stop.signal.aborted) {
        this.#settleAll(() => undefined, log);
      } else if (error instanceof RegistryError) {
        const { retryable, ...info } = error.toCopyError();
        const { message } = info;
        takeEvent(log, { type: 'log', level: 'error', message });
        this.#settleAll(
          () => ({ kind: 'failed', error: info, retryable }),
          log,
        );
      } else {
        this.#failAll(error);
      }
    }
  }

  #take(states: CopyStates, event: object, log: CopierLog): void {
    const { phase } = states;
    const index = states.take(event);
    if (states.phase && states.phase !== phase) {
      for (const { context, settled } of this.#members) {
        if (!settled) {
          context.reportPhase(states.phase);
        }
      }
    }
    if (index === undefined) {
      return;
    }
    const { context } = this.#members[index];
    const state = states.of(index);
    if (state.progress) {
      context.reportProgress(state.progress);
    }
    context.reportTags(() => states.tagsOf(index));
    if (state.end) {
      const outcome = copyOutcome(state.end, state, context.tagProgress);
      void this.#settle(index, outcome, log);
    }
  }

  #settleAll(result: () => StepResult | undefined, log: CopierLog): void {
    this.#members.forEach((_, index) => {
      void this.#settle(index, result(), log);
    });
  }

  /** Once, with the log kept before anybody knows of it. */
  async #settle(
    index: number,
    result: StepResult | undefined,
    log: CopierLog,
  ): Promise<void> {
    const member = this.#members[index];
    if (member.settled) {
      return;
    }
    member.settled = true;
    const { context, settle } = member;
    const kept = log.of(index);
    if (kept.content) {
      const { attempt } = context;
      await context
        .keepLog({ ...kept, attempt, pod: NAME, component: 'copier' })
        // The copy counts, not what was written of it.
        .catch(error =>
          context.logger.debug('A log of the copier was not kept', error),
        );
    }
    settle(result);
  }

  #failAll(error: unknown): void {
    const known =
      error instanceof MigrationError || error instanceof Error
        ? error
        : new Error(String(error));
    this.#members
      .filter(({ settled }) => !settled)
      .forEach(({ fail }) => fail(known));
  }
}

/** As the copier's own process would write it. */
function takeEvent(log: CopierLog, event: Record<string, unknown>): void {
  const { type, ...rest } = event;
  const line = { type, time: new Date().toISOString(), ...rest };
  log.take(JSON.stringify(line), line);
}
