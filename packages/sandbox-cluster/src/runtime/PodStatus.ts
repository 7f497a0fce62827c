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
 * What is known of one container of a running pod.
 * @internal
 */
export interface ContainerState {
  name: string;
  image: string;
  init: boolean;
  state: any;
  lastState?: any;
  restartCount: number;
  ready: boolean;
  started: boolean;
  containerID?: string;
}

/**
 * The state of a container that has not begun.
 * @internal
 */
export function initialState(
  container: any,
  init: boolean,
  hasInit: boolean,
): ContainerState {
  return {
    name: container.name,
    image: container.image,
    init,
    state: {
      waiting: {
        reason: hasInit ? 'PodInitializing' : 'ContainerCreating',
      },
    },
    restartCount: 0,
    ready: false,
    started: false,
  };
}

/**
 * The phase of a pod by the states of its containers.
 * @internal
 */
export function phaseOf(pod: KubeObject, states: ContainerState[]): string {
  const policy = pod.spec.restartPolicy;
  const failedInit = states.some(
    s => s.init && s.state.terminated && s.state.terminated.exitCode !== 0,
  );
  if (failedInit && policy === 'Never') {
    return 'Failed';
  }
  if (states.some(s => s.init && s.state.terminated?.exitCode !== 0)) {
    return 'Pending';
  }
  const main = states.filter(s => !s.init);
  const ended = main.filter(s => s.state.terminated);
  if (main.some(s => s.state.waiting && !s.lastState)) {
    return 'Pending';
  }
  if (ended.length < main.length || policy === 'Always') {
    return 'Running';
  }
  if (ended.every(s => s.state.terminated.exitCode === 0)) {
    return 'Succeeded';
  }
  return policy === 'Never' ? 'Failed' : 'Running';
}

/**
 * Writes the states of the containers into a pod's status.
 * @internal
 */
export function writeStatus(
  pod: KubeObject,
  states: ContainerState[],
  fixed?: { phase: string; reason: string; message: string },
): void {
  const status: any = { ...pod.status };
  const phase = fixed?.phase ?? phaseOf(pod, states);
  const ended = phase === 'Succeeded' || phase === 'Failed';
  const main = states.filter(s => !s.init);
  const initialized = states
    .filter(s => s.init)
    .every(s => s.state.terminated?.exitCode === 0);
  const unready = main.filter(s => !s.ready).map(s => s.name);
  const ready = unready.length === 0 && !ended;
  const why = {
    reason: phase === 'Succeeded' ? 'PodCompleted' : 'ContainersNotReady',
    ...(phase === 'Succeeded'
      ? {}
      : { message: `containers with unready status: [${unready.join(' ')}]` }),
  };
  status.phase = phase;
  if (fixed) {
    status.reason = fixed.reason;
    status.message = fixed.message;
  }
  status.conditions = [
    condition(status, 'Initialized', initialized, {
      reason: 'ContainersNotInitialized',
    }),
    condition(status, 'Ready', ready, why),
    condition(status, 'ContainersReady', ready, why),
    condition(status, 'PodScheduled', true, {}),
  ];
  status.containerStatuses = main.map(toContainerStatus);
  const init = states.filter(s => s.init);
  if (init.length) {
    status.initContainerStatuses = init.map(toContainerStatus);
  }
  pod.status = status;
}

function condition(
  status: any,
  type: string,
  holds: boolean,
  why: { reason?: string; message?: string },
): object {
  const old = status.conditions?.find((c: any) => c.type === type);
  const value = holds ? 'True' : 'False';
  return {
    type,
    status: value,
    lastProbeTime: null,
    lastTransitionTime:
      old?.status === value ? old.lastTransitionTime : timestamp(),
    ...(holds ? {} : why),
  };
}

function toContainerStatus(state: ContainerState): object {
  return {
    name: state.name,
    state: state.state,
    lastState: state.lastState ?? {},
    ready: state.ready,
    restartCount: state.restartCount,
    image: state.image,
    imageID: state.containerID ? `sandbox://${state.image}` : '',
    ...(state.containerID ? { containerID: state.containerID } : {}),
    started: state.started,
  };
}

/**
 * Where a container stands in its pod, as events name it.
 * @internal
 */
export function fieldPathOf(state: ContainerState): string {
  return `spec.${state.init ? 'initContainers' : 'containers'}{${state.name}}`;
}
