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
  EndpointType,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { chooseEndpoint } from '../engines/volume/endpoints/chooseEndpoint';
import type { ClusterConnection } from '../clusters/types';
import type { Findings } from './Findings';

/**
 * Says how the volumes will travel, and of each other endpoint why not through it.
 *
 * @returns the endpoint, if there is one
 * @internal
 */
export async function checkEndpoint(options: {
  findings: Findings;
  plan: Plan;
  target: ClusterConnection;
  source?: ClusterConnection;
}): Promise<EndpointType | undefined> {
  const { findings, plan, target, source } = options;
  try {
    const { strategy, declined } = chooseEndpoint({
      situation: {
        network: await target.network(),
        settings: target.networkSettings,
        sameCluster: source?.entityRef === target.entityRef,
      },
      asked: plan.options.endpoint,
      cluster: target.name,
    });
    findings.add({
      id: 'endpoint.chosen',
      level: 'info',
      subject: target.name,
      message: `Volumes travel through the endpoint ${
        strategy.type
      }. Not chosen: ${declined
        .map(({ type, reason }) => `${type} (${reason})`)
        .join(', ')}`,
    });
    return strategy.type;
  } catch (error) {
    findings.block(error, { subject: target.name, field: 'options.endpoint' });
    return undefined;
  }
}
