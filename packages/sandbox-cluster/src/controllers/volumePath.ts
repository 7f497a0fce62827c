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

import { ClusterContext } from './ClusterContext';

/**
 * The folder with the content of a claim, or the file that is its raw device. Throws when the claim is not bound to a volume of the sandbox.
 * @internal
 */
export function volumePath(
  context: ClusterContext,
  namespace: string,
  claimName: string,
): string {
  const { store, registry } = context;
  const claim = store.get(
    registry.get('persistentvolumeclaims'),
    namespace,
    claimName,
  );
  const volume =
    claim?.status?.phase === 'Bound'
      ? store.get(
          registry.get('persistentvolumes'),
          undefined,
          claim.spec.volumeName,
        )
      : undefined;
  const path = (volume?.spec.hostPath ?? volume?.spec.local)?.path;
  if (!path) {
    throw new Error(
      `The claim ${namespace}/${claimName} is not bound to a volume of the sandbox`,
    );
  }
  return path;
}
