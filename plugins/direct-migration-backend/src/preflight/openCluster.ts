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

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterConnection, ClusterInventory } from '../clusters/types';
import type { Findings } from './Findings';

const DAY_S = 86_400;

/** Connects to a cluster of the plan; `undefined` when it is a finding that it cannot be. @internal */
export async function openCluster(options: {
  findings: Findings;
  plan: Plan;
  field: 'sourceCluster' | 'targetCluster';
  inventory: ClusterInventory;
  credentials: BackstageCredentials;
  now: () => number;
}): Promise<ClusterConnection | undefined> {
  const { findings, plan, field, inventory, credentials, now } = options;
  const entityRef = plan[field];
  try {
    const connection = await inventory.connect(entityRef, { credentials });
    const { version } = await connection.capabilities();
    const expires = await connection.credentialsExpireAt();
    const lifetime = (plan.options.itemTimeoutSeconds ?? DAY_S) * 1000;
    if (expires && expires.getTime() - now() < lifetime) {
      findings.add({
        id: 'cluster.credentialsExpire',
        level: 'warn',
        subject: connection.name,
        field,
        message: `The credentials for ${
          connection.name
        } are valid until ${expires.toISOString()} only; a volume may take longer`,
        fix: 'Configure longer-lived ones, or a tokenFile that is renewed, in directMigration.clusters.',
      });
    }
    findings.add({
      id: 'cluster.reachable',
      level: 'info',
      subject: connection.name,
      message: `${connection.name} answers: Kubernetes ${version}`,
    });
    return connection;
  } catch (error) {
    findings.block(error, { subject: entityRef, field });
    return undefined;
  }
}
