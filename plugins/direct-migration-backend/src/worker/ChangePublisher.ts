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
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  DIRECT_MIGRATION_SIGNAL_CHANNEL,
  type DirectMigrationSignal,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Clock } from '../time/Clock';

/** At most one signal in this time, per migration. */
const INTERVAL_MS = 1_000;

/** Tells browsers that a migration changed; what changed they fetch themselves, where permissions apply. */
export class ChangePublisher {
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #signals: SignalsService;
  readonly #timers = new Map<string, { cancel: () => void; again: boolean }>();
  #stopped = false;

  constructor(options: {
    clock: Clock;
    logger: LoggerService;
    signals: SignalsService;
  }) {
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#signals = options.signals;
  }

  /** The first change is published at once, those that follow within a second as one. */
  notify(migrationId: string): void {
    if (this.#stopped) {
      return;
    }
    const timer = this.#timers.get(migrationId);
    if (timer) {
      timer.again = true;
      return;
    }
    this.#timers.set(migrationId, {
      again: false,
      cancel: this.#clock.setTimer(INTERVAL_MS, () => {
        const again = this.#timers.get(migrationId)?.again;
        this.#timers.delete(migrationId);
        if (again) {
          this.notify(migrationId);
        }
      }),
    });
    this.#publish(migrationId);
  }

  /** Publishes what is still held back, and no more after that. */
  stop(): void {
    this.#stopped = true;
    for (const [migrationId, timer] of this.#timers) {
      timer.cancel();
      if (timer.again) {
        this.#publish(migrationId);
      }
    }
    this.#timers.clear();
  }

  #publish(migrationId: string): void {
    const message: DirectMigrationSignal = { kind: 'migration', migrationId };
    this.#signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: DIRECT_MIGRATION_SIGNAL_CHANNEL,
        message,
      })
      .catch(error => {
        this.#logger.warn('Could not publish a signal', error);
      });
  }
}
