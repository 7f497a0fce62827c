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

import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterConnection } from '../../clusters/types';
import type { Pod } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import { componentSelector } from '../common/labels';
import {
  connectBoth,
  mapNamespace,
  type EngineOptions,
} from '../EngineOptions';
import type { ItemContext } from '../types';

/** The entry of a plan that an item of kind `volume` is. @internal */
export type VolumeSpec = Plan['volumes'][number];

/** Where a volume comes from and where it goes. @internal */
export interface VolumeSides {
  source: ClusterConnection;
  target: ClusterConnection;
  sourceNamespace: string;
  targetNamespace: string;
}

/**
 * Both sides of an item.
 *
 * @internal
 */
export async function connectSides(
  options: EngineOptions,
  context: ItemContext,
): Promise<VolumeSides> {
  const spec = context.spec as VolumeSpec;
  return {
    ...(await connectBoth(options, context.plan)),
    sourceNamespace: spec.namespace,
    targetNamespace: mapNamespace(context.plan, spec.namespace),
  };
}

/**
 * The pod of this attempt, if there is one.
 *
 * @internal
 */
export async function findPod(
  context: ItemContext,
  sides: VolumeSides,
  component: 'sender' | 'receiver',
): Promise<Pod | undefined> {
  const onSource = component === 'sender';
  const pods = await (onSource ? sides.source : sides.target).client.list(
    resources.pods,
    {
      namespace: onSource ? sides.sourceNamespace : sides.targetNamespace,
      labelSelector: componentSelector(context, component),
      signal: context.signal,
    },
  );
  return pods.find(pod => !pod.metadata?.deletionTimestamp) ?? pods[0];
}
