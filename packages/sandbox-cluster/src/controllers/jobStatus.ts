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

import { timestamp } from '../store/timestamp';
import { KubeObject } from '../types';

/**
 * Why a job has failed, or undefined; `msLeft` is the time until its deadline.
 * @internal
 */
export function failureOf(
  job: KubeObject,
  failures: number,
  pods: KubeObject[],
): { failure?: { reason: string; message: string }; msLeft?: number } {
  const restarts = pods
    .flatMap(p => p.status?.containerStatuses ?? [])
    .reduce((sum, s) => sum + s.restartCount, 0);
  const limit = job.spec.backoffLimit;
  const onFailure = job.spec.template.spec.restartPolicy === 'OnFailure';
  if (failures > limit || (onFailure && restarts > 0 && restarts >= limit)) {
    return {
      failure: {
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      },
    };
  }
  const { activeDeadlineSeconds } = job.spec;
  if (activeDeadlineSeconds !== undefined) {
    const started = Date.parse(
      job.status?.startTime ?? job.metadata.creationTimestamp,
    );
    const left = started + activeDeadlineSeconds * 1000 - Date.now();
    if (left <= 0) {
      return {
        failure: {
          reason: 'DeadlineExceeded',
          message: 'Job was active longer than specified deadline',
        },
      };
    }
    return { msLeft: left };
  }
  return {};
}

/**
 * The condition of a job that holds, or undefined.
 * @internal
 */
export function conditionOf(job: KubeObject, type: string): any {
  return job.status?.conditions?.find(
    (c: any) => c.type === type && c.status === 'True',
  );
}

/**
 * A condition that has just come about.
 * @internal
 */
export function condition(
  type: string,
  why?: { reason: string; message: string },
): object {
  return {
    type,
    status: 'True',
    lastProbeTime: timestamp(),
    lastTransitionTime: timestamp(),
    ...why,
  };
}

/**
 * A counter that is left out while it is zero.
 * @internal
 */
export function count(name: string, value: number): object {
  return value > 0 ? { [name]: value } : {};
}
