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

import { ClusterContext, keyOf, onChange } from './ClusterContext';
import { WorkQueue } from './WorkQueue';

/**
 * Queues the controllers of one kind: all that there are, and then each whose own object or one of whose pods has changed.
 * Gives back the function that ends it.
 * @internal
 */
export function followOwners(
  context: ClusterContext,
  queue: WorkQueue,
  owners: { plural: string; group: string; kind: string },
): () => void {
  const { store, registry } = context;
  const { plural, group, kind } = owners;
  store
    .list(registry.get(plural, group))
    .forEach(owner => queue.add(keyOf(owner)));
  return onChange(context, [plural, 'pods'], ({ object, resource }) => {
    if (resource.plural === plural) {
      queue.add(keyOf(object));
      return;
    }
    const owner = object.metadata.ownerReferences?.find(
      r => r.controller && r.kind === kind,
    );
    if (owner) {
      queue.add(`${object.metadata.namespace}/${owner.name}`);
    }
  });
}
