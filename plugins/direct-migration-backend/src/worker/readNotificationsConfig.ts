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

import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationMs } from './readDurationMs';

/** Nobody should learn late that an application stands still. */
const WHILE_STOPPED_MS = 60_000;
const DEFAULT_MS = 300_000;
const MIN_MS = 10_000;

/**
 * After how long a wait people are told of it, while the application stands still (`stopped`) and otherwise.
 * Reads `directMigration.notifications`.
 * @throws InputError with the key at fault
 */
export function readNotificationsConfig(config: RootConfigService): {
  waiting: number;
  stopped: number;
} {
  const waiting = readDurationMs(
    config,
    'directMigration.notifications.waitingAfter',
    { defaultMs: DEFAULT_MS, minMs: MIN_MS },
  );
  return { waiting, stopped: Math.min(waiting, WHILE_STOPPED_MS) };
}
