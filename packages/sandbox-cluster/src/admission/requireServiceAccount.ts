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

import { statusErrors } from '../api/statusErrors';
import { ObjectService } from '../store/ObjectService';
import { KubeObject } from '../types';

/**
 * Gives a new pod its service account, which has to be there.
 *
 * @throws StatusError Forbidden
 * @internal
 */
export function requireServiceAccount(
  objects: ObjectService,
  pod: KubeObject,
): void {
  const { namespace } = pod.metadata;
  const name =
    pod.spec.serviceAccountName ?? pod.spec.serviceAccount ?? 'default';
  pod.spec.serviceAccountName = name;
  pod.spec.serviceAccount = name;
  const type = objects.registry.get('serviceaccounts');
  if (!objects.store.get(type, namespace, name)) {
    throw statusErrors.forbidden(
      { group: '', plural: 'pods' },
      pod.metadata.name,
      `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`,
    );
  }
}
