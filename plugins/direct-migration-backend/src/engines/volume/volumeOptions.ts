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

import type {
  Plan,
  PodOptions,
  VolumeOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { VolumeSpec } from './VolumeSides';

const DAY_S = 86_400;

/** What is asked for one volume, whole. @internal */
export interface ResolvedVolumeOptions
  extends Omit<VolumeOptions, 'sourcePod' | 'targetPod'> {
  verify: NonNullable<VolumeOptions['verify']>;
  compression: NonNullable<VolumeOptions['compression']>;
  acceptLoss: NonNullable<VolumeOptions['acceptLoss']>;
  include: string[];
  exclude: string[];
  keepOnFailure: boolean;
  podStartTimeoutSeconds: number;
  endpointTimeoutSeconds: number;
  connectTimeoutSeconds: number;
  ioTimeoutSeconds: number;
  idleTimeoutSeconds: number;
  itemTimeoutSeconds: number;
  sourcePod: PodOptions;
  targetPod: PodOptions;
}

/**
 * The options of a volume (without one, of any volume of the plan): its own, then those of the plan for all volumes, then those of the plan. Each one counts as a
 * whole, but those of the pods, which count one by one.
 *
 * @internal
 */
export function volumeOptions(
  plan: Pick<Plan, 'options'>,
  spec: Pick<VolumeSpec, 'options'> | undefined,
): ResolvedVolumeOptions {
  const { options } = plan;
  const merged: VolumeOptions = { ...options.volumes, ...spec?.options };
  const podStartTimeoutSeconds =
    merged.podStartTimeoutSeconds ?? options.podStartTimeoutSeconds ?? 300;
  const pod = (side: 'sourcePod' | 'targetPod'): PodOptions => ({
    ...options.volumes?.[side],
    ...spec?.options?.[side],
  });
  return {
    ...merged,
    bandwidthLimit: merged.bandwidthLimit ?? options.bandwidthLimit,
    verify: merged.verify ?? 'sampled',
    compression: merged.compression ?? 'auto',
    acceptLoss: merged.acceptLoss ?? [],
    include: merged.include ?? [],
    exclude: merged.exclude ?? [],
    keepOnFailure: merged.keepOnFailure ?? options.keepOnFailure ?? false,
    podStartTimeoutSeconds,
    endpointTimeoutSeconds:
      merged.endpointTimeoutSeconds ?? podStartTimeoutSeconds,
    connectTimeoutSeconds: merged.connectTimeoutSeconds ?? 120,
    ioTimeoutSeconds: merged.ioTimeoutSeconds ?? 180,
    // A sender may take its time to start.
    idleTimeoutSeconds: Math.max(
      merged.idleTimeoutSeconds ?? 3600,
      podStartTimeoutSeconds + 600,
    ),
    itemTimeoutSeconds:
      merged.itemTimeoutSeconds ?? options.itemTimeoutSeconds ?? DAY_S,
    sourcePod: pod('sourcePod'),
    targetPod: pod('targetPod'),
  };
}
