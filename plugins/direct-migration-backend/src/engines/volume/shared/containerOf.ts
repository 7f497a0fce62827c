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

import type { Pod } from '../../../kubernetes/clientNode';
import { LABELS } from '../../common/labels';
import { MOVER_CONTAINER } from '../../common/readMoverResult';

/** Whether a pod serves several volumes. @internal */
export function isShared(pod: Pod | undefined): boolean {
  return pod?.metadata?.labels?.[LABELS.batch] !== undefined;
}

/** Name of the container of an item in a pod that serves several. @internal */
export function sharedContainer(itemId: string): string {
  return `${MOVER_CONTAINER}-${itemId.slice(0, 8)}`;
}

/**
 * Name of the container that serves an item.
 *
 * @internal
 */
export function containerOf(pod: Pod, itemId: string): string {
  return isShared(pod) ? sharedContainer(itemId) : MOVER_CONTAINER;
}
