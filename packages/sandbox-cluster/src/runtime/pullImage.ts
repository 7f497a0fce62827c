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

import { setTimeout as delay } from 'node:timers/promises';
import { PodSeat } from './PodSeat';
import { SandboxImage } from './ImageCatalog';
import { ContainerState, fieldPathOf } from './PodStatus';

const RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;

/**
 * Finds the program of a container's image, and waits for as long as there is none; undefined when the pod ended meanwhile.
 * @internal
 */
export async function pullImage(
  seat: PodSeat,
  state: ContainerState,
): Promise<SandboxImage | 'inert' | undefined> {
  let attempts = 0;
  while (!seat.signal.aborted) {
    const name = imageOf(seat, state) ?? state.image;
    const image = seat.images.find(name);
    const at = fieldPathOf(state);
    state.image = name;
    if (image) {
      seat.event(
        'Normal',
        'Pulled',
        `Container image "${name}" already present on machine`,
        at,
      );
      return image;
    }
    if (attempts === 0) {
      const message = `Failed to pull image "${name}": the sandbox has no such image`;
      seat.event('Normal', 'Pulling', `Pulling image "${name}"`, at);
      seat.event('Warning', 'Failed', message, at);
      seat.event('Warning', 'Failed', 'Error: ErrImagePull', at);
      state.state = { waiting: { reason: 'ErrImagePull', message } };
    } else {
      const message = `Back-off pulling image "${name}"`;
      seat.event('Normal', 'BackOff', message, at);
      seat.event('Warning', 'Failed', 'Error: ImagePullBackOff', at);
      state.state = { waiting: { reason: 'ImagePullBackOff', message } };
    }
    attempts += 1;
    seat.report();
    await delay(Math.min(RETRY_MS * 2 ** attempts, MAX_RETRY_MS), undefined, {
      signal: seat.signal,
    }).catch(() => undefined);
  }
  return undefined;
}

/** The image may be exchanged while the pod waits for it. */
function imageOf(seat: PodSeat, state: ContainerState): string | undefined {
  const list = state.init ? 'initContainers' : 'containers';
  return seat.currentPod().spec[list]?.find((c: any) => c.name === state.name)
    ?.image;
}
