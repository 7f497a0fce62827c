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

import { checkAccessModes } from './checkAccessModes';
import { checkSyntax } from './checkSyntax';
import { checkVolumeOptions } from './checkVolumeOptions';
import type { PlanContent } from './PlanContent';
import type { ReportProblem } from './PlanProblem';

/** Names, sizes and options of volumes, each in a namespace of the plan. @internal */
export function checkVolumes(report: ReportProblem, plan: PlanContent): void {
  checkVolumeOptions(report, plan.options.volumes, 'options.volumes');
  const mapped = new Set(plan.namespaces.map(({ source }) => source));
  plan.volumes.forEach((volume, index) => {
    const field = `volumes[${index}]`;
    checkSyntax(report, 'dnsLabel', volume.namespace, `${field}.namespace`);
    checkSyntax(report, 'dnsSubdomain', volume.name, `${field}.name`);
    checkSyntax(
      report,
      'dnsSubdomain',
      volume.targetName,
      `${field}.targetName`,
    );
    checkSyntax(
      report,
      'dnsSubdomain',
      volume.storageClass,
      `${field}.storageClass`,
    );
    checkSyntax(report, 'quantity', volume.capacity, `${field}.capacity`);
    checkAccessModes(report, volume.accessModes, `${field}.accessModes`);
    checkVolumeOptions(
      report,
      volume.options,
      `${field}.options`,
      volume.existing,
    );
    if (!mapped.has(volume.namespace)) {
      report({
        code: 'NAMESPACE_NOT_MAPPED',
        field: `${field}.namespace`,
        rule: 'volumeNotMapped',
        values: { namespace: volume.namespace },
      });
    }
  });
}
