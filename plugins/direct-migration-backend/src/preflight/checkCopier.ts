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
import { backendCopyDisabledError } from '../engines/image/BackendCopier';
import { copierNamespace, runsOn } from '../engines/image/copierPlace';
import { COPIER_RULES } from '../engines/permissions';
import { checkPermissions } from './checkPermissions';
import type { Ends } from './Ends';
import type { Findings } from './Findings';

/**
 * Looks whether the copier of the images may run where the plan wants it.
 *
 * @internal
 */
export async function checkCopier(options: {
  findings: Findings;
  plan: Plan;
  ends: Ends;
  imagesInBackend: boolean;
}): Promise<void> {
  const { findings, plan, ends } = options;
  if (!plan.images.length) {
    return;
  }
  const runOn = runsOn(plan);
  if (runOn === 'backend') {
    if (!options.imagesInBackend) {
      findings.block(backendCopyDisabledError(), {
        subject: 'directMigration.images.allowInBackend',
        field: 'options.images.runOn',
      });
    }
    return;
  }
  const connection = ends[runOn];
  if (connection) {
    await checkPermissions({
      findings,
      connection,
      namespace: copierNamespace(plan, runOn),
      rules: COPIER_RULES,
    });
  }
}
