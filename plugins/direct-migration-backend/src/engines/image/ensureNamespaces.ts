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
import { ensureNamespace } from '../common/ensureNamespace';
import type { ItemContext } from '../types';
import { namespaceOfImage, type ClusterPair } from './copierPlace';

/**
 * Makes the target namespaces of the images that are missing: on OpenShift a push makes an image stream in an existing
 * namespace only.
 *
 * @throws `NAMESPACE_TERMINATING`
 * @internal
 */
export async function ensureNamespaces(
  context: ItemContext,
  clusters: ClusterPair,
  specs: Plan['images'],
): Promise<void> {
  const { plan } = context;
  for (const name of new Set(specs.map(spec => namespaceOfImage(plan, spec)))) {
    await ensureNamespace({ context, target: clusters.target, name });
  }
}
