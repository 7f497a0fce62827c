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
  StoppedWorkload,
  StoppedWorkloadsStore,
} from '../../database/StoppedWorkload';
import { MigrationError } from '../../errors/MigrationError';
import type { ClusterConnection } from '../../clusters/types';
import type { ItemContext } from '../types';
import { readAnnotations, stoppedAnnotations } from './annotations';
import { nameOf } from './claimsOf';
import type { FoundWorkload } from './FoundWorkload';
import { lastManager } from './lastManager';
import { WORKLOAD_KINDS } from './workloadKinds';

/**
 * Stops one workload, unless it is stopped: what it was like is written into the database and, with the very change that
 * stops it, onto the workload. The change is refused by the API if anybody changed the workload since it was read.
 *
 * @param options - `record`: what this migration has written down of it before
 * @returns whether anything was changed
 * @throws `WORKLOAD_STARTED_AGAIN`, `CONFLICT`
 * @internal
 */
export async function stopWorkload(options: {
  context: ItemContext;
  source: ClusterConnection;
  store: StoppedWorkloadsStore;
  workload: FoundWorkload;
  record: StoppedWorkload | undefined;
}): Promise<boolean> {
  const { context, source, store, workload, record } = options;
  const { kind, object, resource } = workload;
  const { isStopped, read, stop } = WORKLOAD_KINDS[kind];
  const { migrationId, plan, signal } = context;
  const { name, namespace, uid, resourceVersion } = object.metadata!;
  if (isStopped(object)) {
    if (
      record &&
      !record.stopped &&
      readAnnotations(object)?.migrationId === migrationId
    ) {
      await store.markStopped(record, {
        generation: object.metadata!.generation,
      });
    }
    return false;
  }
  if (record?.stopped) {
    throw startedAgainError(workload);
  }
  const written = await store.record({
    migrationId,
    planId: plan.id,
    cluster: source.entityRef,
    kind,
    namespace: namespace!,
    name: name!,
    uid: uid!,
    original: read(object),
  });
  const changed = await source.client.patch(
    resource,
    { namespace, name: name! },
    {
      metadata: { resourceVersion, annotations: stoppedAnnotations(written) },
      spec: stop,
    },
    { signal },
  );
  if (!isStopped(changed)) {
    throw new MigrationError({
      code: 'WORKLOAD_NOT_STOPPED',
      message: `${nameOf(workload)} on ${
        source.name
      } did not take the change that stops it`,
      hint: 'An admission webhook may have undone it. Stop the workload by hand before the cutover.',
      kind: 'ConflictError',
    });
  }
  await store.markStopped(written, {
    generation: changed.metadata?.generation,
  });
  await context.event(
    'info',
    'workload.stopped',
    `Stopped ${nameOf(workload)} on ${source.name}; before: ${JSON.stringify(
      written.original,
    )}`,
  );
  return true;
}

/** Something works against us. @internal */
export function startedAgainError(workload: FoundWorkload): MigrationError {
  const { managedBy, object } = workload;
  return new MigrationError({
    code: 'WORKLOAD_STARTED_AGAIN',
    message: `${nameOf(
      workload,
    )} was stopped for the cutover and started again by ${lastManager(object)}${
      managedBy ? `; it belongs to ${managedBy}` : ''
    }`,
    hint: 'Pause what manages it (GitOps sync, operator) for the time of the cutover, then retry the migration.',
    kind: 'ConflictError',
  });
}
