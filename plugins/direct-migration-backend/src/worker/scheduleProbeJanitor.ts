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
  SchedulerService,
} from '@backstage/backend-plugin-api';

/** Removes what probes of killed backends have left in the clusters, now and then, by one replica. */
export async function scheduleProbeJanitor(options: {
  logger: LoggerService;
  scheduler: SchedulerService;
  removeStaleProbes: () => Promise<number>;
}): Promise<void> {
  const { logger, scheduler, removeStaleProbes } = options;
  await scheduler.scheduleTask({
    id: 'direct-migration-probe-janitor',
    frequency: { minutes: 15 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 10 },
    fn: async () => {
      const removed = await removeStaleProbes();
      if (removed > 0) {
        logger.info(`Removed ${removed} objects of probes that had not ended`);
      }
    },
  });
}
