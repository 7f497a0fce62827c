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
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { AuditStore } from '../database/AuditStore';
import { readDurationMs } from './readDurationMs';

const DAY_MS = 86_400_000;

/** An audit is asked for a year later; shorter is a mistake. */
const MIN_DAYS = 365;

/** Removes audit entries that are older than `directMigration.audit.retention`, once a day, by one replica. */
export async function scheduleAuditRetention(options: {
  config: RootConfigService;
  logger: LoggerService;
  now: () => Date;
  scheduler: SchedulerService;
  store: AuditStore;
}): Promise<void> {
  const { config, logger, now, scheduler, store } = options;
  const retentionMs = readDurationMs(
    config,
    'directMigration.audit.retention',
    { defaultMs: 400 * DAY_MS, minMs: MIN_DAYS * DAY_MS },
  );
  await scheduler.scheduleTask({
    id: 'direct-migration-audit-retention',
    frequency: { hours: 24 },
    initialDelay: { minutes: 5 },
    timeout: { minutes: 30 },
    fn: async () => {
      const removed = await store.removeBefore(
        new Date(now().getTime() - retentionMs),
      );
      if (removed > 0) {
        logger.info(`Removed ${removed} old entries of the audit trail`);
      }
    },
  });
}
