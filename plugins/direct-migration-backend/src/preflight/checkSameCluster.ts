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
  findPlanProblems,
  type Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Findings } from './Findings';

const IDS: Record<string, string> = {
  SAME_SOURCE_AND_TARGET: 'plan.sameCluster',
  TARGET_IS_SOURCE: 'target.isSource',
};

/**
 * Inside one cluster volumes and images are copied to another namespace or under another name, for example into another
 * storage class.
 *
 * @internal
 */
export function checkSameCluster(findings: Findings, plan: Plan): void {
  // Whether it is one cluster is known better here: the plan may write it in two ways.
  const cluster = plan.sourceCluster;
  for (const problem of findPlanProblems({ ...plan, targetCluster: cluster })) {
    const id = IDS[problem.code];
    if (id) {
      findings.add({
        id,
        level: 'block',
        subject: cluster,
        field: problem.field,
        message: problem.message,
        fix: problem.hint,
      });
    }
  }
}
