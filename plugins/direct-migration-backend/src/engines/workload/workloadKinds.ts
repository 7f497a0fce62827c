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
import type { PodSpec } from '../../kubernetes/clientNode';
import type { Workload } from '../../kubernetes/Workload';
import { resources, type Resource } from '../../kubernetes/resources';

/** A label that no node has: a DaemonSet that asks for it has no pods. */
const STOPPED_LABEL = 'direct-migration.io/stopped';

/** How one kind of workload is stopped and started. @internal */
export interface WorkloadKind {
  /** Where it is found, newest version of its API first. */
  readonly resources: Resource<Workload>[];
  /** The fields that stopping changes, with their values. */
  read(workload: Workload): JsonObject;
  /** Whether, as it is specified now, no pod of it may be. */
  isStopped(workload: Workload): boolean;
  /** Whether its controller has seen that, so that it makes no pod any more. */
  isSettled(workload: Workload): boolean;
  /** The `spec` of a merge patch that stops it. */
  readonly stop: object;
  /** The `spec` of a merge patch that brings back what {@link WorkloadKind.read} said. */
  start(original: JsonObject): object;
  /** What its pods are made from. */
  podSpec(workload: Workload): PodSpec | undefined;
}

function hasObserved({ metadata, status }: Workload): boolean {
  return (
    metadata?.generation === undefined ||
    (status?.observedGeneration ?? 0) >= metadata.generation
  );
}

function hasEnded({ status }: Workload): boolean {
  return (
    status?.conditions?.some(
      ({ type, status: is }) =>
        (type === 'Complete' || type === 'Failed') && is === 'True',
    ) ?? false
  );
}

function scaled(resource: unknown): WorkloadKind {
  return {
    resources: [resource as Resource<Workload>],
    read: ({ spec }) => ({ replicas: spec?.replicas ?? 1 }),
    isStopped: ({ spec }) => spec?.replicas === 0,
    isSettled: workload => hasObserved(workload) && !workload.status?.replicas,
    stop: { replicas: 0 },
    start: ({ replicas }) => ({ replicas }),
    podSpec: ({ spec }) => spec?.template?.spec,
  };
}

const selectorOf = (workload: Workload) =>
  workload.spec?.template?.spec?.nodeSelector ?? {};

/** Every kind that we can stop, by its name. @internal */
export const WORKLOAD_KINDS: Record<string, WorkloadKind> = {
  Deployment: scaled(resources.deployments),
  StatefulSet: scaled(resources.statefulSets),
  DeploymentConfig: scaled(resources.deploymentConfigs),
  ReplicaSet: scaled(resources.replicaSets),
  ReplicationController: scaled(resources.replicationControllers),
  DaemonSet: {
    resources: [resources.daemonSets as Resource<Workload>],
    read: workload => ({ nodeSelector: selectorOf(workload) }),
    isStopped: workload => selectorOf(workload)[STOPPED_LABEL] === 'true',
    isSettled: workload =>
      hasObserved(workload) && !workload.status?.desiredNumberScheduled,
    stop: { template: { spec: { nodeSelector: { [STOPPED_LABEL]: 'true' } } } },
    start: () => ({
      template: { spec: { nodeSelector: { [STOPPED_LABEL]: null } } },
    }),
    podSpec: ({ spec }) => spec?.template?.spec,
  },
  Job: {
    resources: [resources.jobs as Resource<Workload>],
    read: ({ spec }) => ({
      suspend: spec?.suspend ?? false,
      parallelism: spec?.parallelism ?? 1,
    }),
    isStopped: workload =>
      workload.spec?.parallelism === 0 || hasEnded(workload),
    isSettled: ({ status }) => !status?.active,
    // Before 1.21 the API knows no `suspend` and drops it; without parallelism a Job has no pods in any version.
    stop: { suspend: true, parallelism: 0 },
    start: ({ suspend, parallelism }) => ({ suspend, parallelism }),
    podSpec: ({ spec }) => spec?.template?.spec,
  },
  CronJob: {
    resources: [
      resources.cronJobs as Resource<Workload>,
      resources.cronJobsBeta as Resource<Workload>,
    ],
    read: ({ spec }) => ({ suspend: spec?.suspend ?? false }),
    isStopped: ({ spec }) => spec?.suspend === true,
    isSettled: () => true,
    stop: { suspend: true },
    start: ({ suspend }) => ({ suspend }),
    podSpec: ({ spec }) => spec?.jobTemplate?.spec?.template?.spec,
  },
};
