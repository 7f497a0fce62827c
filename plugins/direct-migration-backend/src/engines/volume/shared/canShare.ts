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

import type { PersistentVolumeClaim } from '../../../kubernetes/clientNode';
import type { ClusterConnection } from '../../../clusters/types';
import { parseQuantity } from '../../../kubernetes/quantity';
import { resources } from '../../../kubernetes/resources';
import type { ItemContext } from '../../types';
import type { ResolvedVolumeOptions } from '../volumeOptions';

/** What is larger takes so long that the start of a pod does not matter, and should not begin anew for others. */
const MOST_BYTES = 32 * 2 ** 30;
/** Provisioners that do it at once do it in this time. */
const BINDING_MS = 3_000;

/**
 * Whether a volume may have its pods together with others: nothing is known that could keep it, or them, from starting.
 *
 * @internal
 */
export async function canShare(options: {
  context: ItemContext;
  settings: ResolvedVolumeOptions;
  source: PersistentVolumeClaim;
  target: ClusterConnection;
  /** On the target. */
  claim: PersistentVolumeClaim;
}): Promise<boolean> {
  const { context, settings, source, target, claim } = options;
  const size = parseQuantity(source.status?.capacity?.storage);
  if (
    context.attempt > 1 ||
    context.memo.alone === true ||
    settings.keepOnFailure ||
    size === undefined ||
    size > MOST_BYTES
  ) {
    return false;
  }
  if (claim.status?.phase === 'Bound') {
    return true;
  }
  const { storageClasses } = await target.capabilities();
  if (
    storageClasses.find(({ name }) => name === claim.spec?.storageClassName)
      ?.volumeBindingMode === 'WaitForFirstConsumer'
  ) {
    return true;
  }
  const { met } = await target.client.waitFor(
    resources.persistentVolumeClaims,
    {
      namespace: claim.metadata!.namespace,
      fieldSelector: `metadata.name=${claim.metadata!.name}`,
      predicate: ([found]) => found?.status?.phase === 'Bound',
      timeoutMs: BINDING_MS,
      signal: context.signal,
    },
  );
  return met;
}
