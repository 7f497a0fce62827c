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

import { indexInBatch, type BatchEntry } from './batch';
import {
  CopierWatch,
  type CopierView,
  type CopierWatchOptions,
} from './CopierWatch';
import type { CopyState, CopyStates } from './CopyStates';

/** A watch that nobody uses is kept for so long, so that it is still there for the next step of an item. */
const IDLE_MS = 15_000;

/** One watch, used by all items of a batch that this backend drives. @internal */
export class SharedWatch {
  readonly entries: BatchEntry[];
  readonly #watch: CopierWatch;
  readonly #stop = new AbortController();
  readonly #listeners = new Set<(index?: number) => void>();
  readonly #onUnused: () => void;
  #users = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(
    options: Omit<CopierWatchOptions, 'onChange' | 'signal'> & {
      onUnused: () => void;
    },
  ) {
    this.entries = options.batch.entries;
    this.#onUnused = options.onUnused;
    this.#watch = new CopierWatch({
      ...options,
      signal: this.#stop.signal,
      onChange: index => [...this.#listeners].forEach(tell => tell(index)),
    });
    this.#release();
    void this.#watch.run();
  }

  get view(): CopierView {
    return this.#watch.view;
  }

  get phase(): string | undefined {
    return this.#watch.states.phase;
  }

  of(index: number): CopyState {
    return this.#watch.states.of(index);
  }

  tagsOf(index: number): ReturnType<CopyStates['tagsOf']> {
    return this.#watch.states.tagsOf(index);
  }

  logOf(index: number): ReturnType<CopierWatch['logOf']> {
    return this.#watch.logOf(index);
  }

  /**
   * Waits until the copy has ended, the copier is somewhere else than before, the time is over or the signal is aborted.
   *
   * @param options - `onProgress`: called at each change of this copy
   */
  async until(
    index: number,
    options: {
      signal: AbortSignal;
      timeoutMs: number;
      onProgress: () => void;
    },
  ): Promise<void> {
    const { signal, timeoutMs, onProgress } = options;
    const before = JSON.stringify(describe(this.view));
    const done = () =>
      signal.aborted ||
      this.of(index).end !== undefined ||
      JSON.stringify(describe(this.view)) !== before;
    clearTimeout(this.#idle);
    this.#users += 1;
    onProgress();
    let listener: ((changed?: number) => void) | undefined;
    let timer: NodeJS.Timeout | undefined;
    let aborted: (() => void) | undefined;
    try {
      if (done() || isLast(this.view)) {
        return;
      }
      await new Promise<void>(resolve => {
        aborted = () => resolve();
        listener = changed => {
          if (changed === undefined || changed === index) {
            onProgress();
          }
          if (done()) {
            resolve();
          }
        };
        this.#listeners.add(listener);
        timer = setTimeout(resolve, timeoutMs);
        signal.addEventListener('abort', aborted, { once: true });
      });
    } finally {
      clearTimeout(timer);
      if (listener) {
        this.#listeners.delete(listener);
      }
      if (aborted) {
        signal.removeEventListener('abort', aborted);
      }
      this.#users -= 1;
      this.#release();
    }
  }

  #release(): void {
    if (this.#users === 0) {
      clearTimeout(this.#idle);
      this.#idle = setTimeout(() => {
        this.#stop.abort();
        this.#onUnused();
      }, IDLE_MS);
      this.#idle.unref();
    }
  }
}

function isLast({ kind }: CopierView): boolean {
  return kind === 'ended' || kind === 'gone' || kind === 'broken';
}

function describe(view: CopierView): object {
  return view.kind === 'waiting' ? view : { kind: view.kind };
}

/**
 * The watches of this process. Saves requests only: whatever a watch knows is in the cluster.
 *
 * @internal
 */
export class SharedWatches {
  readonly #watches = new Map<string, SharedWatch>();

  /** The watch of the copier that does this try, if this process watches it. */
  find(migrationId: string, entry: BatchEntry): SharedWatch | undefined {
    for (const [key, watch] of this.#watches) {
      if (
        key.startsWith(`${migrationId} `) &&
        indexInBatch(watch.entries, entry) >= 0
      ) {
        if (watch.view.kind === 'gone' || watch.view.kind === 'broken') {
          this.#watches.delete(key);
        } else {
          return watch;
        }
      }
    }
    return undefined;
  }

  open(options: Omit<CopierWatchOptions, 'onChange' | 'signal'>): SharedWatch {
    const { batch } = options;
    const key = `${batch.migrationId} ${batch.id}`;
    const watch = new SharedWatch({
      ...options,
      onUnused: () => {
        if (this.#watches.get(key) === watch) {
          this.#watches.delete(key);
        }
      },
    });
    this.#watches.set(key, watch);
    return watch;
  }
}
