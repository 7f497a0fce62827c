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

import type { Pod } from '../../kubernetes/clientNode';
import {
  buildMoverPod,
  TERMINATION_LOG,
  type MoverImage,
} from '../common/buildMoverPod';
import { attemptLabels, objectName, type ItemIdentity } from '../common/labels';
import { applyPodOptions, podUser } from '../volume/applyPodOptions';
import { escapeArg, SENDER_CAPABILITIES } from '../volume/buildVolumePods';
import { place, type Placement } from '../volume/place';
import type { ResolvedVolumeOptions } from '../volume/volumeOptions';
import { inspectionQuestion } from './inspectionQuestion';

/** Should nobody come to remove the pod. */
const DEADLINE_S = 300;
const DATA = '/data';

/**
 * As the sender of a volume, and with the same rights, but it only looks.
 *
 * @internal
 */
export function buildInspectionPod(options: {
  item: ItemIdentity;
  namespace: string;
  claim: string;
  accessModes: string[];
  mover: MoverImage;
  settings: ResolvedVolumeOptions;
  placement?: Placement;
}): Pod {
  const { item, settings } = options;
  const pod = settings.sourcePod;
  return applyPodOptions(
    {
      metadata: {
        name: objectName(item, 'inspector'),
        namespace: options.namespace,
        labels: attemptLabels(item, 'inspector'),
      } as Pod['metadata'],
      spec: buildMoverPod({
        mover: options.mover,
        args: [
          'inspect',
          ...['--data', DATA, '--termination-log', TERMINATION_LOG],
          ...inspectionQuestion(settings).args.map(escapeArg),
        ],
        mounts: [
          {
            volume: {
              name: 'data',
              persistentVolumeClaim: {
                claimName: options.claim,
                ...(options.accessModes.every(
                  mode => mode === 'ReadOnlyMany',
                ) && { readOnly: true }),
              },
            },
            mount: { mountPath: DATA, readOnly: true },
          },
        ],
        restartPolicy: 'Never',
        activeDeadlineSeconds: DEADLINE_S,
        user: podUser(pod, SENDER_CAPABILITIES),
        pod: place(options.placement),
      }),
    },
    pod,
  );
}
