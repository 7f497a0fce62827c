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

import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterConnection } from '../../clusters/types';
import type { StoppedWorkloadsStore } from '../../database/StoppedWorkload';
import { MigrationError } from '../../errors/MigrationError';
import { nameOf } from './claimsOf';
import { lastManager } from './lastManager';
import { startedAgainError } from './stopWorkload';
import { WORKLOAD_KINDS } from './workloadKinds';

/**
 * Whether everything that migrations of the plan have stopped is as it was left, so that it cannot have run and been
 * stopped again unseen.
 *
 * @throws `WORKLOAD_STARTED_AGAIN`, `WORKLOAD_CHANGED`
 * @internal
 */
export async function requireUnchanged(options: {
  plan: Plan;
  source: ClusterConnection;
  store: StoppedWorkloadsStore;
  signal?: AbortSignal;
}): Promise<void> {
  const { plan, source, store, signal } = options;
  for (const record of await store.list({ planId: plan.id })) {
    const { kind, namespace, name, uid, generation, stopped } = record;
    const { isStopped, resources } = WORKLOAD_KINDS[kind];
    for (const resource of stopped ? resources : []) {
      const object = await source.client.get(
        resource,
        { namespace, name },
        { signal },
      );
      if (object?.metadata?.uid !== uid) {
        continue;
      }
      const workload = { kind, object, resource };
      if (!isStopped(object)) {
        throw startedAgainError(workload);
      }
      const now = object.metadata?.generation;
      if (generation !== undefined && now !== generation) {
        throw new MigrationError({
          code: 'WORKLOAD_CHANGED',
          message: `${nameOf(workload)} was changed by ${lastManager(
            object,
          )} after it was stopped: whether it ran in between is not known`,
          hint: 'Let nobody change it during the cutover, then retry the migration.',
          kind: 'ConflictError',
        });
      }
      break;
    }
  }
}
