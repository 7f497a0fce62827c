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
import { MigrationError } from '../../errors/MigrationError';
import type { Job, KubernetesEvent } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';

/**
 * Why a Job has no pod: a quota, a security rule or an admission webhook refused it, which only the Job's own events tell.
 *
 * @param options - `since`: when the pod began to be missing, in milliseconds
 * @returns what is waited for
 * @throws `COPIER_LOST` when the Job has given up, `QUOTA_EXCEEDED` or `POD_START_TIMEOUT` after the time
 * @internal
 */
export async function explainMissingPod(options: {
  connection: ClusterConnection;
  job: Job;
  since: number;
  timeoutSeconds: number;
  signal: AbortSignal;
}): Promise<string> {
  const { connection, job, since, timeoutSeconds, signal } = options;
  const { namespace, name, uid } = job.metadata!;
  const failure = jobFailure(job);
  if (failure) {
    throw new MigrationError({
      code: 'COPIER_LOST',
      message: `Job ${namespace}/${name} ended without a result: ${failure}`,
      hint: 'Somebody or something in the cluster removed its pod; the item is tried again.',
      kind: 'ServiceUnavailableError',
      retryable: true,
    });
  }
  const events: KubernetesEvent[] = await connection.client
    .list(resources.events, {
      namespace: namespace!,
      fieldSelector: 'type=Warning',
      signal,
    })
    .catch(() => []);
  const cause = events
    .filter(e => e.type === 'Warning' && e.involvedObject?.uid === uid)
    .map(e => `${e.reason}: ${e.message}`)
    .pop();
  const waitingFor = `the pod of Job ${namespace}/${name} on ${
    connection.name
  }: ${cause ?? 'not created yet'}`;
  if (Date.now() > since + timeoutSeconds * 1000) {
    throw new MigrationError({
      code: /quota/i.test(cause ?? '') ? 'QUOTA_EXCEEDED' : 'POD_START_TIMEOUT',
      message: `Waited ${timeoutSeconds} s for ${waitingFor}`,
      hint: 'Remove the cause, or raise the plan’s option podStartTimeoutSeconds.',
      kind: 'ServiceUnavailableError',
      retryable: true,
    });
  }
  return waitingFor;
}

/** Why the Job has given up. @internal */
export function jobFailure(job: Job): string | undefined {
  const failed = job.status?.conditions?.find(
    c => c.type === 'Failed' && c.status === 'True',
  );
  return failed && [failed.reason, failed.message].filter(Boolean).join(': ');
}
