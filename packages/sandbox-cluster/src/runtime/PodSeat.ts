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
import { ImageCatalog } from './ImageCatalog';

/**
 * What the containers of a pod share.
 * @internal
 */
export interface PodSeat {
  /** As it was when the pod came to the node. */
  pod: KubeObject;
  podIp: string;
  images: ImageCatalog;
  /** Aborted when the pod has to end. */
  signal: AbortSignal;
  graceMs(): number;
  currentPod(): KubeObject;
  /** Writes the states of the containers into the pod's status. */
  report(): void;
  event(
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    fieldPath?: string,
  ): void;
}
