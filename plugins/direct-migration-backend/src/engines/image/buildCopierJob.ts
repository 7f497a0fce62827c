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

import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Job, OwnerReference, Secret } from '../../kubernetes/clientNode';
import {
  buildMoverPod,
  TERMINATION_LOG,
  type MoverImage,
} from '../common/buildMoverPod';
import { batchMetadata, type BatchIdentity } from './batch';
import type { CopierConfig } from './buildCopierConfig';

const CONFIG = '/config';
const FILE = 'config.json.gz';
const COPIER_UID = 65532;

function copierName(batch: BatchIdentity): string {
  return `dm-${batch.migrationId.slice(0, 8)}-${batch.id}-copier`;
}

/**
 * A Secret of a name that nobody else has: whoever loses the race for the Job removes its own. Compressed, because a Secret
 * holds no more than 1 MiB.
 *
 * @internal
 */
export function buildConfigSecret(options: {
  batch: BatchIdentity;
  namespace: string;
  config: CopierConfig;
}): Secret {
  const { batch, namespace, config } = options;
  const random = randomBytes(4).toString('hex');
  return {
    metadata: {
      name: `dm-${batch.migrationId.slice(0, 8)}-${batch.id}-config-${random}`,
      namespace,
      ...batchMetadata(batch, 'config'),
    } as Secret['metadata'],
    type: 'Opaque',
    data: {
      [FILE]: gzipSync(JSON.stringify(config)).toString('base64'),
    },
  };
}

/** @internal */
export function buildCopierJob(options: {
  batch: BatchIdentity;
  namespace: string;
  mover: MoverImage;
  planOptions: Plan['options'];
  /** OpenShift gives the pod a user of its namespace's range, and refuses another. */
  openshift: boolean;
  secretName: string;
  owner: OwnerReference;
}): Job {
  const { batch, namespace, planOptions } = options;
  const { labels, annotations } = batchMetadata(batch, 'copier');
  return {
    metadata: {
      name: copierName(batch),
      namespace,
      labels,
      annotations,
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
            `${CONFIG}/${FILE}`,
            '--termination-log',
            TERMINATION_LOG,
          ],
          mounts: [
            {
              volume: {
                name: 'config',
                // Read by a user that is not root; nobody else is in the pod.
                secret: { secretName: options.secretName, defaultMode: 0o444 },
              },
              mount: { mountPath: CONFIG, readOnly: true },
            },
          ],
          restartPolicy: 'Never',
          activeDeadlineSeconds: planOptions.itemTimeoutSeconds ?? 86_400,
          user: {
            nonRoot: { uid: options.openshift ? undefined : COPIER_UID },
          },
        }),
      },
    },
  };
}
