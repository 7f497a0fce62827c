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

import {
  checkDnsLabel,
  checkDnsSubdomain,
  checkQuantity,
  invalidInput,
} from '../syntax';
import { checkVolumeOptions } from './checkVolumeOptions';
import type { PlanContent } from './PlanContent';

/** @throws MigrationError with the field of the volume at fault */
export function checkVolumes(plan: PlanContent): void {
  checkVolumeOptions(plan.options.volumes, 'options.volumes');
  const mapped = new Set(plan.namespaces.map(({ source }) => source));
  plan.volumes.forEach((volume, index) => {
    const field = `volumes[${index}]`;
    checkDnsLabel(volume.namespace, `${field}.namespace`);
    checkDnsSubdomain(volume.name, `${field}.name`);
    if (volume.targetName !== undefined) {
      checkDnsSubdomain(volume.targetName, `${field}.targetName`);
    }
    if (volume.storageClass !== undefined) {
      checkDnsSubdomain(volume.storageClass, `${field}.storageClass`);
    }
    if (volume.capacity !== undefined) {
      checkQuantity(volume.capacity, `${field}.capacity`);
    }
    checkVolumeOptions(volume.options, `${field}.options`, volume.existing);
    if (!mapped.has(volume.namespace)) {
      throw invalidInput({
        code: 'NAMESPACE_NOT_MAPPED',
        field: `${field}.namespace`,
        message: `Namespace '${volume.namespace}' is not among the namespaces of the plan`,
        hint: `Add { source: ${volume.namespace}, target: … } to namespaces.`,
      });
    }
  });
}
