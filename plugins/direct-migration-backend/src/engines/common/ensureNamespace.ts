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

import { MigrationError } from '../../errors/MigrationError';
import type { KubernetesNamespace } from '../../kubernetes/clientNode';
import type { ClusterConnection } from '../../clusters/types';
import { ifAllowed } from '../../kubernetes/ifAllowed';
import { resources } from '../../kubernetes/resources';
import type { ItemContext } from '../types';
import { provenanceLabels } from './labels';

const SCC = 'openshift.io/sa.scc.';
const POD_SECURITY = 'pod-security.kubernetes.io/';

/**
 * Makes the target namespace if it is missing, with what decides there who may run as whom: OpenShift's uid and MCS
 * ranges, so that files keep fitting their application, and the pod security level.
 *
 * @throws `NAMESPACE_TERMINATING`
 * @internal
 */
export async function ensureNamespace(options: {
  context: Pick<
    ItemContext,
    'itemId' | 'migrationId' | 'attempt' | 'plan' | 'signal' | 'event'
  >;
  target: ClusterConnection;
  name: string;
  /** After which it is made, if it has to be; read only then. */
  like?: { cluster: ClusterConnection; name: string };
}): Promise<void> {
  const { context, target, name, like } = options;
  const { signal } = context;
  const existing = await ifAllowed(
    target.client.get(resources.namespaces, { name }, { signal }),
    'unknown' as const,
  );
  if (existing === 'unknown') {
    // If it is missing, the first object in it says so.
    return;
  }
  if (existing?.status?.phase === 'Terminating') {
    throw new MigrationError({
      code: 'NAMESPACE_TERMINATING',
      message: `Namespace ${name} on ${target.name} is being deleted`,
      hint: 'Wait until it is gone, or choose another target namespace.',
      kind: 'ConflictError',
      retryable: true,
    });
  }
  if (existing) {
    return;
  }
  const source =
    like &&
    (await ifAllowed(
      like.cluster.client.get(
        resources.namespaces,
        { name: like.name },
        { signal },
      ),
      undefined,
    ));
  const { created } = await target.client.createOrGet(
    resources.namespaces,
    buildNamespace({ context, name, source }),
    { signal },
  );
  if (created) {
    await context.event(
      'info',
      'namespace.created',
      `Created namespace ${name} on ${target.name}`,
    );
  }
}

function buildNamespace(options: {
  context: Pick<ItemContext, 'itemId' | 'migrationId' | 'attempt' | 'plan'>;
  name: string;
  source?: KubernetesNamespace;
}): KubernetesNamespace {
  const keep = (values: Record<string, string> | undefined, prefix: string) =>
    Object.fromEntries(
      Object.entries(values ?? {}).filter(([key]) => key.startsWith(prefix)),
    );
  return {
    metadata: {
      name: options.name,
      labels: {
        ...keep(options.source?.metadata?.labels, POD_SECURITY),
        ...provenanceLabels(options.context),
      },
      annotations: keep(options.source?.metadata?.annotations, SCC),
    } as KubernetesNamespace['metadata'],
  };
}
