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

import { IncomingMessage } from 'node:http';
import { jsonPatch } from '../patch/jsonPatch';
import { mergePatch } from '../patch/mergePatch';
import { ObjectService } from '../store/ObjectService';
import { KubeObject, ResourceType } from '../types';

/**
 * The Scale of a workload.
 * @internal
 */
export function readScale(object: KubeObject): object {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const labels = object.spec?.selector?.matchLabels ?? {};
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: object.spec?.replicas ?? 0 },
    status: {
      replicas: object.status?.replicas ?? 0,
      selector: Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    },
  };
}

/**
 * Sets the replicas of a workload from a Scale; gives back the new Scale.
 *
 * @throws StatusError Conflict
 * @internal
 */
export function writeScale(
  objects: ObjectService,
  type: ResourceType,
  current: KubeObject,
  scale: any,
): object {
  const { namespace, name } = current.metadata;
  const next = structuredClone(current);
  next.spec.replicas = scale?.spec?.replicas ?? 0;
  if (scale?.metadata?.resourceVersion) {
    next.metadata.resourceVersion = scale.metadata.resourceVersion;
  }
  return readScale(objects.replace(type, namespace, name, next));
}

/**
 * Changes the Scale of a workload by a patch.
 * @internal
 */
export function patchScale(
  objects: ObjectService,
  type: ResourceType,
  current: KubeObject,
  body: any,
  headers: IncomingMessage['headers'],
): object {
  const patch = /json-patch/.test(headers['content-type'] ?? '')
    ? jsonPatch
    : mergePatch;
  return writeScale(objects, type, current, patch(readScale(current), body));
}
