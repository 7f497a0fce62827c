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

import type { Inspection } from '../database/InspectionsStore';
import type { PersistentVolumeClaim, Pod } from '../kubernetes/clientNode';
import type { ClusterConnection } from '../clusters/types';
import type { NewClaim } from './NewClaim';

/** Both ends, as far as they can be reached. @internal */
export interface Ends {
  source?: ClusterConnection;
  target?: ClusterConnection;
  /** Namespaces that are not there, by name. */
  missing: { source: Set<string>; target: Set<string> };
  /** Claims on the source with the pods that mount them, by their place in the plan; known once the volumes were looked at. */
  sources: Map<number, { claim: PersistentVolumeClaim; users: Pod[] }>;
  /** What is known of their content. */
  inspections: Map<number, Inspection>;
  /** Known once the volumes were looked at. */
  newClaims: NewClaim[];
}
