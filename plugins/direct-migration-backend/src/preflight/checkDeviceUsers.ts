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
import { isBlock } from '../engines/volume/isBlock';
import { volumeOptions } from '../engines/volume/volumeOptions';
import type { Ends } from './Ends';
import type { Findings } from './Findings';

/**
 * Says which raw devices are to be opened by a user who is not root: most container runtimes give devices to root, and
 * whether this one does otherwise only the pod sees.
 *
 * @internal
 */
export async function checkDeviceUsers(options: {
  findings: Findings;
  plan: Plan;
  ends: Ends;
}): Promise<void> {
  const { findings, plan, ends } = options;
  for (const [index, { claim }] of ends.sources) {
    const spec = plan.volumes[index];
    const settings = volumeOptions(plan, spec);
    const users = (['sourcePod', 'targetPod'] as const)
      .filter(side => settings[side].runAsUser)
      .map(side => `${side} as user ${settings[side].runAsUser}`);
    if (isBlock(claim) && users.length > 0) {
      findings.add({
        id: 'volume.deviceUser',
        level: 'warn',
        subject: `${spec.namespace}/${spec.name}`,
        field: `volumes[${index}].options`,
        message: `It is a raw device, which belongs to root on most nodes, and is to be opened by the ${users.join(
          ' and the ',
        )}`,
        fix: "Run these pods as root, or see to it that the nodes' container runtime gives devices to the user of a pod (device_ownership_from_security_context).",
      });
    }
  }
}
