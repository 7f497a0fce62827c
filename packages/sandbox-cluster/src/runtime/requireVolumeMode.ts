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

import { KubeObject } from '../types';
import { MountError } from './MountError';

/**
 * As kubelet: a raw device is no folder, and a file system no device.
 * @param options - `claim`: of the volume, if it has one
 * @throws MountError when the pod's containers use the volume as what it is not
 * @internal
 */
export function requireVolumeMode(options: {
  pod: KubeObject;
  volume: { name: string };
  claim: KubeObject | undefined;
}): void {
  const { pod, volume, claim } = options;
  const mode = claim?.spec.volumeMode ?? 'Filesystem';
  const wrong = mode === 'Block' ? 'volumeMounts' : 'volumeDevices';
  const { containers, initContainers = [] } = pod.spec;
  const isWrong = [...initContainers, ...containers].some(container =>
    container[wrong]?.some((use: { name: string }) => use.name === volume.name),
  );
  if (isWrong) {
    throw new MountError(
      `volume ${volume.name} has volumeMode ${mode}, but is specified in ${wrong}`,
    );
  }
}
