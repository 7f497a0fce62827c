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
import { mapNamespace } from '../engines/EngineOptions';
import { volumeOptions } from '../engines/volume/volumeOptions';
import type { KubernetesNamespace } from '../kubernetes/clientNode';
import { ifAllowed } from '../kubernetes/ifAllowed';
import { resources } from '../kubernetes/resources';
import type { ClusterConnection } from '../clusters/types';
import type { Ends } from './Ends';
import type { Findings } from './Findings';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
/** From this minor version of Kubernetes on the label has an effect. */
const FIRST_MINOR = 23;

/**
 * Compares the Pod Security level of the namespaces with what the transfer pods need, which is `baseline` where they run as
 * root.
 *
 * @internal
 */
export async function checkPodSecurity(options: {
  findings: Findings;
  plan: Plan;
  ends: Ends;
}): Promise<void> {
  const { findings, plan, ends } = options;
  for (const namespace of new Set(plan.volumes.map(v => v.namespace))) {
    const target = mapNamespace(plan, namespace);
    const source = await read(ends.source, namespace);
    const asRoot = (side: 'sourcePod' | 'targetPod') =>
      plan.volumes.some(
        volume =>
          volume.namespace === namespace &&
          !volumeOptions(plan, volume)[side].runAsUser,
      );
    if (ends.source && asRoot('sourcePod')) {
      await report(findings, ends.source, namespace, source);
    }
    if (ends.target && asRoot('targetPod')) {
      await report(
        findings,
        ends.target,
        target,
        // One that we make gets the labels of its source.
        ends.missing.target.has(target)
          ? source
          : await read(ends.target, target),
      );
    }
  }
}

async function read(
  cluster: ClusterConnection | undefined,
  name: string,
): Promise<KubernetesNamespace | undefined> {
  return (
    cluster &&
    (await ifAllowed(
      cluster.client.get(resources.namespaces, { name }),
      undefined,
    ))
  );
}

async function report(
  findings: Findings,
  cluster: ClusterConnection,
  name: string,
  namespace: KubernetesNamespace | undefined,
): Promise<void> {
  if (namespace?.metadata?.labels?.[ENFORCE] !== 'restricted') {
    return;
  }
  const { version } = await cluster.capabilities();
  const minor = Number(/^v1\.(\d+)/.exec(version ?? '')?.[1] ?? FIRST_MINOR);
  const enforced = minor >= FIRST_MINOR;
  findings.add({
    id: 'podSecurity.restricted',
    level: enforced ? 'block' : 'info',
    subject: `${cluster.name}/${name}`,
    message: `Namespace ${name} on ${
      cluster.name
    } has the Pod Security level restricted${
      enforced ? '' : ', which this version of Kubernetes does not enforce yet'
    }; the transfer pods run as root with few capabilities, to keep the owners of files, and need baseline`,
    fix: `Label it ${ENFORCE}=baseline for the time of the migration, or set runAsUser of the volumes' sourcePod and targetPod, if the owners of files need not be kept.`,
  });
}
