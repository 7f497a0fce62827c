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
import type { ClusterRegistry } from '../../clusters/types';
import type { Job, OwnerReference, Secret } from '../../kubernetes/clientNode';
import {
  buildMoverPod,
  TERMINATION_LOG,
  type MoverImage,
} from '../common/buildMoverPod';
import { attemptLabels, objectName, type ItemIdentity } from '../common/labels';

type ImageSpec = Plan['images'][number];

const CONFIG = '/config';
const COPIER_UID = 65532;

/** One registry of a copier's configuration. @internal */
export interface CopierRegistry {
  ca?: string;
  username?: string;
  password?: string;
  insecureHttp: boolean;
  /** `host:port` to connect to instead of resolving the name. */
  address?: string;
}

/** `config.json` of a copier, as `docs/architecture.md` has it. @internal */
export interface CopierConfig {
  registries: Record<string, CopierRegistry>;
  concurrency: number;
  copies: { source: string; target: string; tags?: string[] }[];
}

/**
 * Where a repository goes: what the plan says, else its first segment is a namespace and is mapped as one.
 *
 * @internal
 */
export function targetRepository(plan: Plan, spec: ImageSpec): string {
  if (spec.targetRepository) {
    return spec.targetRepository;
  }
  const [first, ...rest] = spec.repository.split('/');
  const mapped = plan.namespaces.find(n => n.source === first)?.target ?? first;
  return [mapped, ...rest].join('/');
}

/**
 * Namespace in which the copier runs: the one that the repository belongs to if the plan knows it.
 *
 * @internal
 */
export function copierNamespace(plan: Plan, spec: ImageSpec): string {
  const [first] = targetRepository(plan, spec).split('/');
  return (
    plan.namespaces.find(n => n.target === first)?.target ??
    plan.namespaces[0].target
  );
}

/**
 * The copier's configuration. It holds passwords: it goes into a Secret and nowhere else.
 *
 * @internal
 */
export async function buildCopierConfig(options: {
  plan: Plan;
  spec: ImageSpec;
  source: ClusterRegistry;
  target: ClusterRegistry;
}): Promise<CopierConfig> {
  const { plan, spec, source, target } = options;
  const describe = async (
    registry: ClusterRegistry,
    ca: string | undefined,
  ): Promise<CopierRegistry> => ({
    ...(ca && { ca }),
    ...(await registry.credentials()),
    insecureHttp: registry.insecureHttp,
  });
  return {
    registries: {
      [target.internalHost]: await describe(
        target,
        target.internalCa ?? target.ca,
      ),
      [source.externalHost]: {
        ...(await describe(source, source.ca)),
        ...(source.address && { address: source.address }),
      },
    },
    concurrency: 8,
    copies: [
      {
        source: `${source.externalHost}/${spec.repository}`,
        target: `${target.internalHost}/${targetRepository(plan, spec)}`,
        ...(spec.tags?.length && { tags: spec.tags }),
      },
    ],
  };
}

/** @internal */
export function buildConfigSecret(options: {
  item: ItemIdentity;
  namespace: string;
  config: CopierConfig;
}): Secret {
  return {
    metadata: {
      name: objectName(options.item, 'config'),
      namespace: options.namespace,
      labels: attemptLabels(options.item, 'config'),
    } as Secret['metadata'],
    type: 'Opaque',
    data: {
      'config.json': Buffer.from(JSON.stringify(options.config)).toString(
        'base64',
      ),
    },
  };
}

/** @internal */
export function buildCopierJob(options: {
  item: ItemIdentity;
  namespace: string;
  mover: MoverImage;
  planOptions: Plan['options'];
  /** OpenShift gives the pod a user of its namespace's range, and refuses another. */
  openshift: boolean;
  owner: OwnerReference;
}): Job {
  const { item } = options;
  const labels = attemptLabels(item, 'copier');
  const activeDeadlineSeconds =
    options.planOptions.itemTimeoutSeconds ?? 86_400;
  return {
    metadata: {
      name: objectName(item, 'copier'),
      namespace: options.namespace,
      labels,
      ownerReferences: [options.owner],
    } as Job['metadata'],
    spec: {
      backoffLimit: 0,
      template: {
        metadata: { labels } as never,
        spec: buildMoverPod({
          mover: options.mover,
          args: [
            'copy',
            '--config',
            `${CONFIG}/config.json`,
            '--termination-log',
            TERMINATION_LOG,
          ],
          mounts: [
            {
              volume: {
                name: 'config',
                // Read by a user that is not root; nobody else is in the pod.
                secret: {
                  secretName: objectName(item, 'config'),
                  defaultMode: 0o444,
                },
              },
              mount: { mountPath: CONFIG, readOnly: true },
            },
          ],
          restartPolicy: 'Never',
          activeDeadlineSeconds,
          user: {
            nonRoot: { uid: options.openshift ? undefined : COPIER_UID },
          },
        }),
      },
    },
  };
}
