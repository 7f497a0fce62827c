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
  StoppedWorkload,
  StoppedWorkloadsStore,
} from '../database/StoppedWorkload';

type Entry = StoppedWorkload & { restored: boolean };

/** Stopped workloads, remembered for the time of a test. */
export class MemoryStoppedWorkloads implements StoppedWorkloadsStore {
  readonly #entries = new Map<string, Entry>();

  async record(
    workload: Omit<StoppedWorkload, 'stopped' | 'generation'>,
  ): Promise<StoppedWorkload> {
    const key = keyOf(workload);
    const known = this.#entries.get(key);
    if (!known || known.restored || !known.stopped) {
      this.#entries.set(key, { ...workload, stopped: false, restored: false });
    }
    return this.#entries.get(key)!;
  }

  async markStopped(
    key: Pick<StoppedWorkload, 'migrationId' | 'uid'>,
    options: { generation: number | undefined },
  ): Promise<void> {
    this.#change(key, { stopped: true, ...options });
  }

  async markRestored(
    key: Pick<StoppedWorkload, 'migrationId' | 'uid'>,
  ): Promise<void> {
    this.#change(key, { restored: true });
  }

  async list(
    of: { migrationId: string } | { planId: string },
  ): Promise<StoppedWorkload[]> {
    return [...this.#entries.values()].filter(
      entry =>
        !entry.restored &&
        ('planId' in of
          ? entry.planId === of.planId
          : entry.migrationId === of.migrationId),
    );
  }

  #change(
    key: Pick<StoppedWorkload, 'migrationId' | 'uid'>,
    changes: Partial<Entry>,
  ): void {
    const known = this.#entries.get(keyOf(key));
    if (known) {
      this.#entries.set(keyOf(key), { ...known, ...changes });
    }
  }
}

function keyOf(key: Pick<StoppedWorkload, 'migrationId' | 'uid'>): string {
  return `${key.migrationId}/${key.uid}`;
}
