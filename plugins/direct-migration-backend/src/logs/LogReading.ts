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

import type { ClusterProblem } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterClient } from '../kubernetes/ClusterClient';
import { fromTransportError } from '../kubernetes/toMigrationError';

/**
 * One reading of logs, with a deadline: what was read by then, and why the rest was not.
 *
 * @internal
 */
export class LogReading<T> {
  readonly #connect: (entityRef: string) => Promise<ClusterClient>;
  readonly #found: T[] = [];
  readonly #problems = new Map<string, ClusterProblem>();
  readonly #signal: AbortSignal;
  #over = false;

  /** @param options - `signal` is aborted at the deadline */
  constructor(options: {
    connect: (entityRef: string) => Promise<ClusterClient>;
    signal: AbortSignal;
  }) {
    this.#connect = options.connect;
    this.#signal = options.signal;
  }

  /** Adds something that was read. */
  add(found: T): void {
    // The answer is not changed any more once it was given.
    if (!this.#over) {
      this.#found.push(found);
    }
  }

  /**
   * Reads something of a cluster. What fails, or has not ended at the deadline, is a problem of that cluster, and of no
   * other.
   */
  async of(
    cluster: string,
    read: (client: ClusterClient, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const signal = this.#signal;
    let onAbort = () => {};
    const deadline = new Promise<never>((_, reject) => {
      onAbort = () => reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
    });
    try {
      await Promise.race([
        deadline,
        (async () => read(await this.#connect(cluster), signal))(),
      ]);
      // A log that is read breaks off at the signal, and does not fail.
      signal.throwIfAborted();
    } catch (error) {
      this.#fail(cluster, error);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** What there is. Nothing is added any more. */
  end(): { found: T[]; problems: ClusterProblem[] } {
    this.#over = true;
    return { found: this.#found, problems: [...this.#problems.values()] };
  }

  #fail(cluster: string, error: unknown): void {
    if (this.#over) {
      return;
    }
    const { code, message, hint } =
      error === this.#signal.reason
        ? noAnswer(cluster)
        : fromTransportError(error, { cluster, verb: 'get' });
    // Both sides and all pods of a cluster that is away fail alike.
    this.#problems.set(`${code} ${message}`, {
      code,
      message,
      ...(hint && { hint }),
    });
  }
}

function noAnswer(cluster: string): ClusterProblem {
  return {
    code: 'CLUSTER_UNREACHABLE',
    message: `${cluster} has not answered in time`,
    hint: 'It is asked again by itself; if it stays so, check that the cluster runs, and its nodes.',
  };
}
