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
import { copierNamespace, runsOn } from '../engines/image/copierPlace';
import { ifAllowed } from '../kubernetes/ifAllowed';
import { resources } from '../kubernetes/resources';
import type { ClusterConnection } from '../clusters/types';
import type { Ends } from './Ends';
import type { Findings } from './Findings';

/**
 * Whether the namespaces of a plan are there. Notes in `ends` which are not.
 *
 * @internal
 */
export async function checkNamespaces(options: {
  findings: Findings;
  plan: Plan;
  ends: Ends;
}): Promise<void> {
  const { findings, plan, ends } = options;
  const used = new Set(plan.volumes.map(v => v.namespace));
  if (plan.images.length && runsOn(plan) === 'source') {
    used.add(copierNamespace(plan, 'source'));
  }
  for (const [index, { source, target }] of plan.namespaces.entries()) {
    const there = await namespaceState(ends.source, source);
    if (there === 'missing') {
      ends.missing.source.add(source);
      findings.add({
        id: 'namespace.notFound',
        // Images name no namespace of the source cluster, only a path in its registry.
        level: used.has(source) || !plan.images.length ? 'block' : 'warn',
        subject: `${ends.source!.name}/${source}`,
        field: `namespaces[${index}].source`,
        message: `Cluster ${ends.source!.name} has no namespace ${source}`,
        fix: 'Check the name in the plan.',
      });
    }
    const here = await namespaceState(ends.target, target);
    if (here === 'missing') {
      ends.missing.target.add(target);
      findings.add({
        id: 'namespace.willBeCreated',
        level: 'info',
        subject: `${ends.target!.name}/${target}`,
        message: `Namespace ${target} will be created on ${ends.target!.name}`,
      });
    } else if (here === 'terminating') {
      findings.add({
        id: 'namespace.terminating',
        level: 'block',
        subject: `${ends.target!.name}/${target}`,
        field: `namespaces[${index}].target`,
        message: `Namespace ${target} on ${ends.target!.name} is being deleted`,
        fix: 'Wait until it is gone, or choose another one.',
      });
    }
  }
}

async function namespaceState(
  connection: ClusterConnection | undefined,
  name: string,
): Promise<'there' | 'missing' | 'terminating'> {
  if (!connection) {
    return 'there';
  }
  const namespace = await ifAllowed(
    connection.client.get(resources.namespaces, { name }),
    'unknown' as const,
  );
  if (namespace === 'unknown') {
    return 'there';
  }
  if (!namespace) {
    return 'missing';
  }
  return namespace.status?.phase === 'Terminating' ? 'terminating' : 'there';
}
