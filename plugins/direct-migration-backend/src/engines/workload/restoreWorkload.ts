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
import type { StoppedWorkload } from '../../database/StoppedWorkload';
import { MigrationError } from '../../errors/MigrationError';
import type { Workload } from '../../kubernetes/Workload';
import type { Resource } from '../../kubernetes/resources';
import { readAnnotations, withoutAnnotations } from './annotations';
import { lastManager } from './lastManager';
import { WORKLOAD_KINDS } from './workloadKinds';

/** What became of a workload that was to be started again. @internal */
export interface Restored {
  outcome: 'restored' | 'unchanged' | 'gone' | 'changedByOthers';
  message: string;
}

/** Somebody else may change the object at the same time, its controller above all. */
const MAX_CONFLICTS = 10;

/**
 * Gives a workload its values from before the cutover back, unless somebody else has changed them in the meantime. Done
 * twice it changes nothing.
 *
 * @internal
 */
export async function restoreWorkload(options: {
  cluster: ClusterConnection;
  workload: StoppedWorkload;
  signal?: AbortSignal;
}): Promise<Restored> {
  for (let conflicts = 0; ; conflicts++) {
    try {
      return await tryToRestore(options);
    } catch (error) {
      const passing =
        error instanceof MigrationError && error.code === 'CONFLICT';
      if (!passing || conflicts >= MAX_CONFLICTS) {
        throw error;
      }
    }
  }
}

async function tryToRestore(options: {
  cluster: ClusterConnection;
  workload: StoppedWorkload;
  signal?: AbortSignal;
}): Promise<Restored> {
  const { cluster, workload, signal } = options;
  const { kind, name, namespace, original, uid } = workload;
  const title = `${kind} ${namespace}/${name} on ${cluster.name}`;
  const found = await find(options);
  if (!found) {
    return {
      outcome: 'gone',
      message: `${title} was deleted in the meantime; before the cutover: ${show(
        original,
      )}`,
    };
  }
  const { object, resource } = found;
  const { isStopped, read, start } = WORKLOAD_KINDS[kind];
  const ours = readAnnotations(object)?.migrationId === workload.migrationId;
  if (isStopped(object) && ours) {
    await cluster.client.patch(
      resource,
      { namespace, name },
      {
        metadata: {
          resourceVersion: object.metadata!.resourceVersion,
          annotations: withoutAnnotations(object),
        },
        spec: start(original),
      },
      { signal },
    );
    return {
      outcome: 'restored',
      message: `Started ${title}: ${show(original)}`,
    };
  }
  const now = read(object);
  const same = show(now) === show(original);
  if (ours) {
    await cluster.client.patch(
      resource,
      { namespace, name },
      {
        metadata: {
          resourceVersion: object.metadata!.resourceVersion,
          annotations: withoutAnnotations(object),
        },
      },
      { signal },
    );
  } else if (!workload.stopped || same) {
    return {
      outcome: 'unchanged',
      message: `${title} is as it was: ${show(now)}`,
    };
  }
  return same
    ? { outcome: 'restored', message: `${title} is as it was: ${show(now)}` }
    : {
        outcome: 'changedByOthers',
        message: `${title} was changed by ${lastManager(
          object,
        )} while it was stopped, and is left as it is: ${show(
          now,
        )}; before the cutover: ${show(original)} (${uid})`,
      };
}

async function find(options: {
  cluster: ClusterConnection;
  workload: StoppedWorkload;
  signal?: AbortSignal;
}): Promise<{ object: Workload; resource: Resource<Workload> } | undefined> {
  const { cluster, workload, signal } = options;
  const { kind, namespace, name, uid } = workload;
  for (const resource of WORKLOAD_KINDS[kind].resources) {
    const object = await cluster.client.get(
      resource,
      { namespace, name },
      { signal },
    );
    if (object?.metadata?.uid === uid) {
      return { object, resource };
    }
  }
  return undefined;
}

function show(values: object): string {
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(values).sort(([a], [b]) => a.localeCompare(b)),
    ),
  );
}
