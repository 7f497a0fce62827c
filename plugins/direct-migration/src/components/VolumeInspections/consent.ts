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
  LossKind,
  PlanContent,
  PlanVolume,
  VolumeInspection,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/** `namespace/name` of a volume. */
export function volumeKey(volume: { namespace: string; name: string }): string {
  return `${volume.namespace}/${volume.name}`;
}

/** What a plan lets a volume lose: its own list counts, else that of all volumes. */
export function agreedLosses(plan: PlanContent, volume: PlanVolume) {
  return volume.options?.acceptLoss ?? plan.options.volumes?.acceptLoss ?? [];
}

/** Whether a plan agrees to everything that is known to be lost of a volume. */
export function isAgreed(
  plan: PlanContent,
  volume: PlanVolume,
  inspection: VolumeInspection,
): boolean {
  const agreed = agreedLosses(plan, volume);
  return inspection.losses.every(({ kind }) => agreed.includes(kind));
}

/**
 * The volumes of a plan with what has been agreed to anew.
 *
 * @param choices - by `namespace/name`; those volumes that are not in it stay as they are
 */
export function withConsent(
  plan: PlanContent,
  choices: Record<string, LossKind[]>,
): PlanVolume[] {
  return plan.volumes.map(volume => {
    const chosen = choices[volumeKey(volume)];
    return chosen
      ? { ...volume, options: { ...volume.options, acceptLoss: chosen } }
      : volume;
  });
}
