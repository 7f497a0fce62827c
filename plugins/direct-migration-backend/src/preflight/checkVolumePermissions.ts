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
import { mapNamespace } from '../engines/EngineOptions';
import {
  CREATE_NAMESPACE_RULES,
  TARGET_CLUSTER_RULES,
  VOLUME_SOURCE_RULES,
  volumeTargetRules,
} from '../engines/permissions';
import { checkEndpoint } from './checkEndpoint';
import { checkPermissions } from './checkPermissions';
import type { Ends } from './Ends';
import type { Findings } from './Findings';

/** The rights that the volumes of a plan need, and the endpoint by which they would go, as the rights depend on it. @internal */
export async function checkVolumePermissions(options: {
  findings: Findings;
  plan: Plan;
  ends: Ends;
}): Promise<EndpointType | undefined> {
  const { findings, plan, ends } = options;
  const { source, target } = ends;
  const sourceNamespaces = new Set(plan.volumes.map(v => v.namespace));
  if (source) {
    for (const namespace of sourceNamespaces) {
      await checkPermissions({
        findings,
        connection: source,
        namespace,
        rules: VOLUME_SOURCE_RULES,
      });
    }
  }
  if (!target) {
    return undefined;
  }
  const endpoint = plan.volumes.length
    ? await checkEndpoint({ findings, plan, target, source })
    : undefined;
  for (const namespace of new Set(
    [...sourceNamespaces].map(name => mapNamespace(plan, name)),
  )) {
    await checkPermissions({
      findings,
      connection: target,
      namespace,
      rules: volumeTargetRules(endpoint ?? 'nodePort'),
    });
  }
  const clusterRules = [
    ...(plan.volumes.length ? TARGET_CLUSTER_RULES : []),
    ...(ends.missing.target.size ? CREATE_NAMESPACE_RULES : []),
  ];
  await checkPermissions({
    findings,
    connection: target,
    rules: clusterRules,
  });
  return endpoint;
}
