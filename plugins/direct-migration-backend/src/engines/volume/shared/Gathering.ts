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

import { MOST_MEMBERS } from './mergePods';

/** Nobody has come for so long: those that are there go on together. */
const QUIET_MS = 150;
/** However many are still on their way. */
const LONGEST_MS = 2_000;

/** What is made for those that have come together; `undefined`: each of them is on its own. @internal */
export type Make<M, R> = (members: M[]) => Promise<R | undefined>;

/** One that is in the hall: it goes from place to place, and leaves in the end. @internal */
export interface Visit<M, R> {
  /**
   * Waits a moment for others that come to the same place.
   *
   * @param make - called once for all of them, if they are at least two
   * @returns what was made; `undefined` for one that is on its own
   * @throws what `make` throws, to each of them; the signal's reason when it is aborted before
   */
  arrive(
    place: string,
    member: M,
    make: Make<M, R>,
    signal: AbortSignal,
  ): Promise<R | undefined>;
  leave(): void;
}

interface Waiting<M, R> {
  member: M;
  resolve(result: R | undefined): void;
  reject(error: unknown): void;
}

interface Batch<M, R> {
  make: Make<M, R>;
  waiting: Map<Visit<M, R>, Waiting<M, R>>;
  timer: NodeJS.Timeout;
}

interface Hall<M, R> {
  visits: Set<Visit<M, R>>;
  batches: Map<string, Batch<M, R>>;
  quiet?: NodeJS.Timeout;
}

/**
 * Brings together those that are about to do the same thing at the same time, such as the first volumes of a migration. It
 * knows nothing of yesterday: who comes late, or after a restart, is on its own or with others that are.
 *
 * @internal
 */
export class Gathering<M, R> {
  readonly #halls = new Map<string, Hall<M, R>>();
  readonly #quietMs: number;
  readonly #longestMs: number;

  constructor(options: { quietMs?: number; longestMs?: number } = {}) {
    this.#quietMs = options.quietMs ?? QUIET_MS;
    this.#longestMs = options.longestMs ?? LONGEST_MS;
  }

  /** Others in the hall wait for this one, but not long. */
  enter(name: string): Visit<M, R> {
    const hall = this.#halls.get(name) ?? {
      visits: new Set(),
      batches: new Map(),
    };
    this.#halls.set(name, hall);
    const visit: Visit<M, R> = {
      arrive: (place, member, make, signal) =>
        this.#arrive(hall, visit, { place, member, make, signal }),
      leave: () => {
        hall.visits.delete(visit);
        if (hall.visits.size === 0 && this.#halls.get(name) === hall) {
          this.#halls.delete(name);
        }
        this.#look(hall);
      },
    };
    hall.visits.add(visit);
    this.#look(hall);
    return visit;
  }

  async #arrive(
    hall: Hall<M, R>,
    visit: Visit<M, R>,
    arrival: {
      place: string;
      member: M;
      make: Make<M, R>;
      signal: AbortSignal;
    },
  ): Promise<R | undefined> {
    const { place, member, make, signal } = arrival;
    signal.throwIfAborted();
    const batch: Batch<M, R> = hall.batches.get(place) ?? {
      make,
      waiting: new Map(),
      timer: setTimeout(() => this.#go(hall, place), this.#longestMs),
    };
    hall.batches.set(place, batch);
    return new Promise<R | undefined>((resolve, reject) => {
      const abort = () => {
        if (batch.waiting.delete(visit)) {
          reject(signal.reason);
          this.#look(hall);
        }
      };
      const done =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          signal.removeEventListener('abort', abort);
          settle(value);
        };
      signal.addEventListener('abort', abort, { once: true });
      batch.waiting.set(visit, {
        member,
        resolve: done(resolve),
        reject: done(reject),
      });
      if (batch.waiting.size >= MOST_MEMBERS) {
        this.#go(hall, place);
      } else {
        this.#look(hall);
      }
    });
  }

  /** When everybody waits, nobody else is to be expected. */
  #look(hall: Hall<M, R>): void {
    clearTimeout(hall.quiet);
    const waiting = [...hall.batches.values()].reduce(
      (sum, batch) => sum + batch.waiting.size,
      0,
    );
    if (waiting > 0 && waiting >= hall.visits.size) {
      hall.quiet = setTimeout(
        () => [...hall.batches.keys()].forEach(place => this.#go(hall, place)),
        this.#quietMs,
      );
    }
  }

  #go(hall: Hall<M, R>, place: string): void {
    const batch = hall.batches.get(place);
    if (!batch) {
      return;
    }
    hall.batches.delete(place);
    clearTimeout(batch.timer);
    const all = [...batch.waiting.values()];
    batch.waiting.clear();
    if (all.length < 2) {
      all.forEach(one => one.resolve(undefined));
      return;
    }
    batch.make(all.map(({ member }) => member)).then(
      result => all.forEach(one => one.resolve(result)),
      error => all.forEach(one => one.reject(error)),
    );
  }
}
