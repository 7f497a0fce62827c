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

import { isDeepStrictEqual } from 'node:util';
import { StatusCause } from '../api/StatusError';
import { plain } from '../store/plain';
import { KubeObject } from '../types';
import { invalidValue } from './names';

/**
 * What an update changes although it may not be changed.
 * @internal
 */
export function checkImmutable(
  object: KubeObject,
  previous: KubeObject,
): StatusCause[] {
  const changed = (pick: (o: KubeObject) => unknown) =>
    !isSame(pick(object), pick(previous));
  switch (object.kind) {
    case 'Job':
      return ['selector', 'template', 'completions']
        .filter(name => changed(o => o.spec?.[name]))
        .map(name =>
          invalidValue(
            `spec.${name}`,
            object.spec?.[name],
            'field is immutable',
          ),
        );
    case 'PersistentVolumeClaim':
      return changed(o => ({
        ...o.spec,
        resources: undefined,
        volumeName: previous.spec.volumeName && o.spec.volumeName,
      }))
        ? [
            {
              reason: 'FieldValueForbidden',
              message:
                'Forbidden: spec is immutable after creation except resources.requests for bound claims',
              field: 'spec',
            },
          ]
        : [];
    case 'Deployment':
    case 'ReplicaSet':
      return changed(o => o.spec?.selector)
        ? [
            invalidValue(
              'spec.selector',
              object.spec?.selector,
              'field is immutable',
            ),
          ]
        : [];
    case 'Pod':
      return checkPodUpdate(object, previous);
    case 'Secret':
      return changed(o => o.type)
        ? [invalidValue('type', object.type, 'field is immutable')]
        : [];
    default:
      return [];
  }
}

/** As JSON: a copy may have objects of another prototype. */
function isSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(plain({ value: a }), plain({ value: b }));
}

function checkPodUpdate(
  object: KubeObject,
  previous: KubeObject,
): StatusCause[] {
  const fixed = (pod: KubeObject) => ({
    ...pod.spec,
    nodeName: undefined,
    tolerations: undefined,
    activeDeadlineSeconds: undefined,
    terminationGracePeriodSeconds: undefined,
    containers: pod.spec.containers?.map((c: any) => ({ ...c, image: '' })),
    initContainers: pod.spec.initContainers?.map((c: any) => ({
      ...c,
      image: '',
    })),
  });
  return isSame(fixed(object), fixed(previous))
    ? []
    : [
        {
          reason: 'FieldValueForbidden',
          message:
            'Forbidden: pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds` or `spec.tolerations` (only additions to existing tolerations)',
          field: 'spec',
        },
      ];
}
