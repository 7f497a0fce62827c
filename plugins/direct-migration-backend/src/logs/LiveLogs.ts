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
  ClusterProblem,
  Item,
  ItemLog,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/** What was read of pods that are there now. */
export interface LiveLogsResult {
  logs: ItemLog[];
  /** Why some could not be read. */
  problems: ClusterProblem[];
}

/** Reads what the pods of an item have written up to now. */
export interface LiveLogs {
  /**
   * Never throws, and always answers in a few seconds: what cannot be read is a problem in the answer.
   *
   * @param plan - as it was when the migration was started
   */
  read(
    item: Pick<Item, 'id' | 'migrationId' | 'kind' | 'source'>,
    plan: Plan,
  ): Promise<LiveLogsResult>;
}
