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
import { ContainerState } from './PodStatus';

/**
 * What is left to say of containers that ran when the process of their cluster ended: kubelet's words after a crash of a
 * node. Changes the states.
 * @internal
 */
export function takeOverLost(states: ContainerState[], pod: KubeObject): void {
  const old: any[] = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
  ];
  for (const state of states) {
    const status = old.find(s => s.name === state.name);
    if (!status) continue;
    const terminated = status.state?.running
      ? {
          exitCode: 137,
          reason: 'ContainerStatusUnknown',
          message:
            'The container could not be located when the pod was terminated',
          startedAt: status.state.running.startedAt,
          finishedAt: timestamp(),
        }
      : status.state?.terminated;
    if (terminated) {
      state.state = { terminated };
      state.restartCount = status.restartCount;
    }
  }
}
