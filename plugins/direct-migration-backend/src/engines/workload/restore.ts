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

import type { ClusterConnection } from '../../clusters/types';
import type {
  StoppedWorkload,
  StoppedWorkloadsStore,
} from '../../database/StoppedWorkload';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import { MigrationError } from '../../errors/MigrationError';
import type { ItemContext, StepResult } from '../types';
import { readAnnotations } from './annotations';
import { findUsers } from './findUsers';
import { restoreWorkload } from './restoreWorkload';

/**
 * Starts again what was stopped and not started since: by this migration where it is a cutover that did not succeed, by
 * any migration of the plan where it is a rollback.
 *
 * @internal
 */
export async function restore(options: {
  context: ItemContext;
  source: ClusterConnection;
  store: StoppedWorkloadsStore;
}): Promise<StepResult> {
  const { context, source, store } = options;
  const { migrationId, plan, signal } = context;
  const stopped =
    context.type === 'rollback'
      ? await stoppedByPlan({ plan, source, store, signal })
      : await store.list({ migrationId });
  const results = [];
  for (const workload of stopped) {
    const { outcome, message } = await restoreWorkload({
      cluster: source,
      workload,
      signal,
    });
    await store.markRestored(workload);
    const { kind, namespace, name, original } = workload;
    results.push({ kind, namespace, name, original, outcome });
    await context.event(
      outcome === 'restored' || outcome === 'unchanged' ? 'info' : 'warn',
      `workload.${outcome}`,
      message,
    );
  }
  return { kind: 'succeeded', result: { workloads: results } };
}

/**
 * What migrations of the plan have stopped and nothing has started again, by the database and by what is written on the
 * workloads themselves, should the database not have it.
 *
 * @internal
 */
export async function stoppedByPlan(options: {
  plan: Plan;
  source: ClusterConnection;
  store: StoppedWorkloadsStore;
  signal?: AbortSignal;
}): Promise<StoppedWorkload[]> {
  const { plan, source, store, signal } = options;
  const recorded = await store.list({ planId: plan.id });
  const known = new Set(recorded.map(({ uid }) => uid));
  const users = await findUsers({ client: source.client, plan, signal });
  const marked = users.workloads.flatMap(({ kind, object }) => {
    const mark = readAnnotations(object);
    const { uid, name, namespace } = object.metadata!;
    return mark?.planId === plan.id && !known.has(uid!)
      ? [
          {
            ...mark,
            cluster: source.entityRef,
            kind,
            namespace: namespace!,
            name: name!,
            uid: uid!,
            stopped: true,
          },
        ]
      : [];
  });
  const all = [...recorded, ...marked];
  const elsewhere = all.find(({ cluster }) => cluster !== source.entityRef);
  if (elsewhere) {
    throw new MigrationError({
      code: 'WORKLOAD_ELSEWHERE',
      message: `${elsewhere.kind} ${elsewhere.namespace}/${elsewhere.name} was stopped on ${elsewhere.cluster}, which is no longer the source of the plan`,
      hint: `Set sourceCluster of the plan to ${elsewhere.cluster} again.`,
      kind: 'ConflictError',
    });
  }
  return all;
}
