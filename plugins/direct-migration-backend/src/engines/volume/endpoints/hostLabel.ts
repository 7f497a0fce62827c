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

import { createHash } from 'node:crypto';
import { objectName, type ItemIdentity } from '../../common/labels';

const LONGEST_LABEL = 63;

/**
 * The first label of a receiver's host name, as OpenShift's router would choose it; hashed where that would be longer than
 * DNS allows. The same each time.
 *
 * @internal
 */
export function hostLabel(item: ItemIdentity, namespace: string): string {
  const natural = naturalHostLabel(item, namespace);
  if (natural.length <= LONGEST_LABEL) {
    return natural;
  }
  const hash = createHash('sha256').update(natural).digest('hex').slice(0, 16);
  return `${objectName(item, 'endpoint')}-${hash}`;
}

/** Whether the name that a router chooses by itself would be too long. @internal */
export function needsHash(item: ItemIdentity, namespace: string): boolean {
  return naturalHostLabel(item, namespace).length > LONGEST_LABEL;
}

function naturalHostLabel(item: ItemIdentity, namespace: string): string {
  return `${objectName(item, 'endpoint')}-${namespace}`;
}
