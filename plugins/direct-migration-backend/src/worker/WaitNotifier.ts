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
import type { WaitingItems, WaitingMigration } from '../database/WaitingItems';
import { recipientsOf } from './recipientsOf';

/** Nobody needs to be told of more at once; the page of the migration has all. */
const NAMED = 3;

/**
 * Tells the initiator of a migration, and the owner of the application, when it waits for something that only a person can
 * do: a pod that does not end, a quota, a node, a cluster that does not answer.
 *
 * Each wait is told of once; the notification has the scope of the migration, so that its end replaces it.
 */
export class WaitNotifier {
  readonly #afterMs: { waiting: number; stopped: number };
  readonly #logger: LoggerService;
  readonly #notifications: NotificationService;
  readonly #now: () => Date;
  readonly #waiting: WaitingItems;

  /** @param options - `afterMs`: so long it waits before anybody is told; `stopped` while the application stands still */
  constructor(options: {
    afterMs: { waiting: number; stopped: number };
    logger: LoggerService;
    notifications: NotificationService;
    now: () => Date;
    waiting: WaitingItems;
  }) {
    this.#afterMs = options.afterMs;
    this.#logger = options.logger;
    this.#notifications = options.notifications;
    this.#now = options.now;
    this.#waiting = options.waiting;
  }

  /** Tells of all that waits. Never rejects. */
  async run(): Promise<void> {
    try {
      const now = this.#now().getTime();
      const found = await this.#waiting.untold({
        waitingBefore: new Date(now - this.#afterMs.waiting),
        stoppedBefore: new Date(now - this.#afterMs.stopped),
      });
      for (const waiting of found) {
        await this.#tell(waiting);
      }
    } catch (error) {
      this.#logger.warn('Could not look for what waits', error as Error);
    }
  }

  async #tell(waiting: WaitingMigration): Promise<void> {
    const recipients = recipientsOf(waiting.migration);
    try {
      if (recipients.length > 0) {
        await this.#notifications.send({
          recipients: { type: 'entity', entityRef: recipients },
          payload: describe(waiting),
        });
      }
      await this.#waiting.told(waiting.items);
    } catch (error) {
      this.#logger.warn(
        `Could not tell anybody that migration ${waiting.migration.id} waits, trying again later`,
        error as Error,
      );
    }
  }
}

function describe({ migration, items }: WaitingMigration) {
  const { id, planName } = migration;
  const isStopped = items.some(({ whileStopped }) => whileStopped);
  const named = items
    .slice(0, NAMED)
    .map(({ name, waitingFor }) => `${name} waits for ${waitingFor}`);
  const more = items.length - named.length;
  return {
    title: isStopped
      ? `Migration ${planName} waits while the application is stopped`
      : `Migration ${planName} waits`,
    description: [...named, ...(more > 0 ? [`and ${more} more`] : [])].join(
      '; ',
    ),
    link: `/migrations/${id}`,
    severity: isStopped ? ('critical' as const) : ('high' as const),
    topic: 'direct-migration',
    scope: `direct-migration:${id}`,
  };
}
