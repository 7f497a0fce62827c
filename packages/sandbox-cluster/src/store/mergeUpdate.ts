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

import { KubeObject, KubeObjectInput, ResourceType } from '../types';
import { dropUndefined } from './plain';

/**
 * What an update makes of an object: what the server keeps stays, the rest is as it was sent.
 * @internal
 */
export function mergeUpdate(
  type: ResourceType,
  current: KubeObject,
  input: KubeObjectInput,
): KubeObject {
  const { metadata: old } = current;
  const metadata = {
    ...structuredClone(input.metadata ?? {}),
    name: old.name,
    namespace: old.namespace,
    uid: old.uid,
    resourceVersion: old.resourceVersion,
    creationTimestamp: old.creationTimestamp,
    deletionTimestamp: old.deletionTimestamp,
    deletionGracePeriodSeconds: old.deletionGracePeriodSeconds,
    generation: old.generation,
    managedFields: input.metadata?.managedFields ?? old.managedFields,
  };
  const hasStatus = type.subresources?.includes('status');
  return {
    ...structuredClone(input),
    apiVersion: current.apiVersion,
    kind: current.kind,
    metadata: dropUndefined(metadata) as any,
    ...(hasStatus ? { status: current.status } : {}),
  };
}
