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
import type { Preflight } from '@direct-migration/backstage-plugin-direct-migration-common';

/** Writes the findings into the log of a task. */
export function logPreflight(
  preflight: Preflight,
  logger: { info(message: string): void; warn(message: string): void },
): void {
  for (const { level, subject, message, fix } of preflight.checks) {
    const text = `${subject}: ${message}${fix ? ` ${fix}` : ''}`;
    if (level === 'info') {
      logger.info(text);
    } else {
      logger.warn(text);
    }
  }
}

/** The blocking findings, a line each. */
export function describeBlocks(preflight: Preflight): string {
  return preflight.checks
    .filter(({ level }) => level === 'block')
    .map(
      ({ subject, message, fix }) =>
        `${subject}: ${message}${fix ? ` ${fix}` : ''}`,
    )
    .join('\n');
}
