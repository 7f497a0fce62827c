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
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { EndedMigrations } from '../database/EndedMigrations';
import { recipientsOf } from './recipientsOf';

/** After this time nobody needs to be told any more; only reached where notifications cannot be sent at all. */
const STALE_MS = 3_600_000;
/** Where notifications are not installed every change would else be a request in vain. */
const RETRY_MS = 60_000;

const OUTCOMES: Partial<Record<Migration['state'], string>> = {
  succeeded: 'has succeeded',
  partiallyFailed: 'has partially failed',
  failed: 'has failed',
  canceled: 'was canceled',
};

/**
 * Tells the initiator of a migration, and the owner of the application, how it ended.
 *
 * Told at least once: it is marked as told after that. A second time replaces the first one, as both have the same scope.
 */
export class Notifier {
  readonly #ended: EndedMigrations;
  readonly #logger: LoggerService;
  readonly #notifications: NotificationService;
  readonly #now: () => Date;
  #running: Promise<void> | undefined;
  #again = false;
  #failedAt = -Infinity;

  constructor(options: {
    ended: EndedMigrations;
    logger: LoggerService;
    notifications: NotificationService;
    now: () => Date;
  }) {
    this.#ended = options.ended;
    this.#logger = options.logger;
    this.#notifications = options.notifications;
    this.#now = options.now;
  }

  /**
   * Tells of all that has ended. Calls at the same time are one, and for a minute after nobody could be told they do
   * nothing. Never rejects.
   */
  async run(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#tellAll();
    try {
      await this.#running;
    } finally {
      this.#running = undefined;
    }
    return undefined;
  }

  async #tellAll(): Promise<void> {
    do {
      this.#again = false;
      if (this.#isResting()) {
        return;
      }
      try {
        const endedAfter = new Date(this.#now().getTime() - STALE_MS);
        for (const migration of await this.#ended.untold({ endedAfter })) {
          await this.#tell(migration);
          if (this.#isResting()) {
            return;
          }
        }
      } catch (error) {
        this.#logger.warn('Could not look for what has ended', error as Error);
      }
    } while (this.#again);
  }

  #isResting(): boolean {
    return this.#now().getTime() < this.#failedAt + RETRY_MS;
  }

  async #tell(migration: Migration): Promise<void> {
    const recipients = recipientsOf(migration);
    try {
      if (recipients.length > 0) {
        await this.#notifications.send({
          recipients: { type: 'entity', entityRef: recipients },
          payload: describe(migration),
        });
      }
      await this.#ended.told(migration, this.#now());
    } catch (error) {
      this.#failedAt = this.#now().getTime();
      this.#logger.warn(
        `Could not tell anybody that migration ${migration.id} has ended, trying again later`,
        error as Error,
      );
    }
  }
}

function describe(migration: Migration) {
  const { id, planName, sourceCluster, state, targetCluster } = migration;
  const needsPerson = state === 'failed' || state === 'partiallyFailed';
  const {
    failed = 0,
    partiallyFailed = 0,
    total = 0,
  } = migration.itemCounts ?? {};
  const clusters = `${nameOf(sourceCluster)} → ${nameOf(targetCluster)}`;
  return {
    title: `Migration ${planName} ${OUTCOMES[state] ?? `is ${state}`}`,
    description: needsPerson
      ? `${clusters}: ${
          failed + partiallyFailed
        } of ${total} items were not moved whole. Look at the causes, then retry.`
      : clusters,
    link: `/migrations/${id}`,
    severity: needsPerson ? ('high' as const) : ('normal' as const),
    topic: 'direct-migration',
    scope: `direct-migration:${id}`,
  };
}

function nameOf(entityRef: string): string {
  return entityRef.slice(entityRef.lastIndexOf('/') + 1);
}
