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

import type { JsonObject } from '@backstage/types';

/** A workload of a source cluster that a cutover stops, as it was before. */
export interface StoppedWorkload {
  readonly migrationId: string;
  readonly planId: string;
  /** Entity ref of the cluster. */
  readonly cluster: string;
  /** As the API calls it, for example `Deployment`. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** The fields that are changed, with their values before, for example `{ "replicas": 3 }`. */
  readonly original: JsonObject;
  /** Of the object right after it was stopped, where the API counts them: any later change of its spec raises it. */
  readonly generation?: number;
  /** Whether it was stopped, rather than only written down. */
  readonly stopped: boolean;
}

/** What was stopped in source clusters and has not been started again. */
export interface StoppedWorkloadsStore {
  /**
   * Writes down what a workload was like, before it is changed. While it is stopped, what was written then remains.
   *
   * @returns what is written down now
   */
  record(
    workload: Omit<StoppedWorkload, 'stopped' | 'generation'>,
  ): Promise<StoppedWorkload>;
  /** The workload was stopped. */
  markStopped(
    workload: Pick<StoppedWorkload, 'migrationId' | 'uid'>,
    options: { generation: number | undefined },
  ): Promise<void>;
  /** Nothing is to be restored of it any more. */
  markRestored(
    workload: Pick<StoppedWorkload, 'migrationId' | 'uid'>,
  ): Promise<void>;
  /** What is still to be restored, of one migration or of all of a plan, oldest first. */
  list(
    of: { migrationId: string } | { planId: string },
  ): Promise<StoppedWorkload[]>;
}
